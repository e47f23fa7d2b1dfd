namespace Wasmill.Web;

/// <summary>A server cannot listen. The message is for the user.</summary>
public sealed class WebServerException : Exception
{
    /// <summary>Creates the exception with its message.</summary>
    public WebServerException(string message) : base(message) { }

    /// <summary>Creates the exception with its message and cause.</summary>
    public WebServerException(string message, Exception innerException) : base(message, innerException) { }

    /// <summary>Creates the exception without a message.</summary>
    public WebServerException() { }

    /// <summary>Whether somebody else listens there.</summary>
    public bool IsAddressInUse => InnerException?.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException;
}

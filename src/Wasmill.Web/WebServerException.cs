namespace Wasmill.Web;

/// <summary>A server cannot listen. The message is for users.</summary>
public sealed class WebServerException : Exception
{
    /// <summary>Creates the exception with a message.</summary>
    public WebServerException(string message) : base(message) { }

    /// <summary>Creates the exception with a message and its cause.</summary>
    public WebServerException(string message, Exception innerException) : base(message, innerException) { }

    /// <summary>Creates the exception without a message.</summary>
    public WebServerException() { }

    /// <summary>Indicates whether another process listens on the address.</summary>
    public bool IsAddressInUse => InnerException?.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException;
}

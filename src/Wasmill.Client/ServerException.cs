namespace Wasmill.Client;

/// <summary>A broker operation failed. The message is for the user.</summary>
public sealed class ServerException : Exception
{
    /// <summary>Creates the exception with its message.</summary>
    public ServerException(string message) : base(message) { }

    /// <summary>Creates the exception with its message and cause.</summary>
    public ServerException(string message, Exception innerException) : base(message, innerException) { }

    /// <summary>Creates the exception without a message.</summary>
    public ServerException() { }
}

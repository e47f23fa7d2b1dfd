namespace Wasmill.Functions.Capabilities.OutboundHttp;

/// <summary>A pattern of <c>allowed_outbound_hosts</c> is malformed. The message names the pattern, says what is wrong and how to write it.</summary>
public sealed class AllowedHostException : Exception
{
    /// <summary>Creates the exception with its message.</summary>
    public AllowedHostException(string message) : base(message) { }

    /// <summary>Creates the exception with its message and cause.</summary>
    public AllowedHostException(string message, Exception innerException) : base(message, innerException) { }

    /// <summary>Creates the exception without a message.</summary>
    public AllowedHostException() { }
}

namespace Wasmill.Broker.Sources;

/// <summary>
/// A source failed for a reason that is not a bug. The message is for the user; the source is restarted after a delay.
/// </summary>
public sealed class SourceException : Exception
{
    /// <summary>Creates the exception with its message.</summary>
    public SourceException(string message) : base(message) { }

    /// <summary>Creates the exception with its message and cause.</summary>
    public SourceException(string message, Exception innerException) : base(message, innerException) { }

    /// <summary>Creates the exception without a message.</summary>
    public SourceException() { }
}

namespace Wasmill.Apps.Fetching;

/// <summary>A module cannot be downloaded. The message is one line that names its URL.</summary>
public sealed class FetchException : IOException
{
    /// <summary>Creates the exception with its reason and message.</summary>
    public FetchException(FetchFailure failure, string message, Exception? innerException = null) : base(message, innerException)
        => Failure = failure;

    /// <summary>Creates the exception with its message.</summary>
    public FetchException(string message) : base(message) { }

    /// <summary>Creates the exception with its message and cause.</summary>
    public FetchException(string message, Exception innerException) : base(message, innerException) { }

    /// <summary>Creates the exception without a message.</summary>
    public FetchException() { }

    /// <summary>The reason.</summary>
    public FetchFailure Failure { get; }
}

namespace Wasmill.Apps.Files;

/// <summary>
/// A file of an app cannot be used: it is outside the app's folder, or it is not a regular file. The message says which, and how to fix it.
/// </summary>
public sealed class AppFileException : IOException
{
    /// <summary>Creates the exception with its message.</summary>
    public AppFileException(string message) : base(message) { }

    /// <summary>Creates the exception with its message and cause.</summary>
    public AppFileException(string message, Exception innerException) : base(message, innerException) { }

    /// <summary>Creates the exception without a message.</summary>
    public AppFileException() { }
}

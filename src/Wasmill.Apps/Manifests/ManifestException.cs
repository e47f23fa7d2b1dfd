namespace Wasmill.Apps.Manifests;

/// <summary>A manifest cannot be used. The message has every error, a line each.</summary>
public sealed class ManifestException : Exception
{
    /// <summary>Creates the exception with every error.</summary>
    public ManifestException(IReadOnlyList<ManifestError> errors) : base(string.Join('\n', errors)) { }

    /// <summary>Creates the exception with its message.</summary>
    public ManifestException(string message) : base(message) { }

    /// <summary>Creates the exception with its message and cause.</summary>
    public ManifestException(string message, Exception innerException) : base(message, innerException) { }

    /// <summary>Creates the exception without a message.</summary>
    public ManifestException() { }
}

namespace Wasmill.Apps.Manifests.Errors;

/// <summary>A manifest cannot be used. The message lists every error, one per line.</summary>
public sealed class ManifestException : Exception
{
    /// <summary>Creates the exception with all errors, sorted by place.</summary>
    public ManifestException(IReadOnlyList<ManifestError> errors) : base(string.Join('\n', Sorted(errors))) => Errors = Sorted(errors);

    /// <summary>Creates the exception with its message.</summary>
    public ManifestException(string message) : base(message) => Errors = [ManifestPlace.None.Error(message)];

    /// <summary>Creates the exception with its message and cause.</summary>
    public ManifestException(string message, Exception innerException) : base(message, innerException)
        => Errors = [ManifestPlace.None.Error(message)];

    /// <summary>Creates the exception without a message.</summary>
    public ManifestException() { }

    /// <summary>The errors.</summary>
    public IReadOnlyList<ManifestError> Errors { get; } = [];

    // Errors without a place come last.
    private static List<ManifestError> Sorted(IReadOnlyList<ManifestError> errors)
        => [.. errors.OrderBy(error => error.Line == 0).ThenBy(error => (error.Line, error.Column))];
}

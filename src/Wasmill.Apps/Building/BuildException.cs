using Wasmill.Apps.Manifests.Errors;

namespace Wasmill.Apps.Building;

/// <summary>A build cannot be done. The message says what is wrong, where, and how to mend it.</summary>
public sealed class BuildException : Exception
{
    /// <summary>Creates the exception with everything that keeps a build from beginning.</summary>
    public BuildException(IReadOnlyList<ManifestError> errors) : base(new ManifestException(errors).Message) => Errors = errors;

    /// <summary>Creates the exception with its message.</summary>
    public BuildException(string message) : base(message) { }

    /// <summary>Creates the exception with its message and cause.</summary>
    public BuildException(string message, Exception innerException) : base(message, innerException) { }

    /// <summary>Creates the exception without a message.</summary>
    public BuildException() { }

    /// <summary>Everything that keeps a build from beginning; empty when the build itself failed.</summary>
    public IReadOnlyList<ManifestError> Errors { get; } = [];
}

using Wasmill.Apps.Manifests.Errors;

namespace Wasmill.Apps.Building;

/// <summary>A build failed. The message says what is wrong, where, and how to fix it.</summary>
public sealed class BuildException : Exception
{
    /// <summary>Creates the exception with all problems that prevent a build.</summary>
    public BuildException(IReadOnlyList<ManifestError> errors) : base(new ManifestException(errors).Message) => Errors = errors;

    /// <summary>Creates the exception with its message.</summary>
    public BuildException(string message) : base(message) { }

    /// <summary>Creates the exception with its message and cause.</summary>
    public BuildException(string message, Exception innerException) : base(message, innerException) { }

    /// <summary>Creates the exception without a message.</summary>
    public BuildException() { }

    /// <summary>The problems that prevent a build; empty if the build itself failed.</summary>
    public IReadOnlyList<ManifestError> Errors { get; } = [];
}

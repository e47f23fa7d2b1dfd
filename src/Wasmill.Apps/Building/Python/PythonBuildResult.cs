namespace Wasmill.Apps.Building.Python;

/// <summary>A module built from Python.</summary>
/// <param name="Path">The path of the module.</param>
/// <param name="Digest">The SHA-256 of its bytes in lower-case hexadecimal.</param>
/// <param name="Bytes">The length in bytes.</param>
/// <param name="Log">The lines that the app printed while it was imported.</param>
public sealed record PythonBuildResult(string Path, string Digest, long Bytes, IReadOnlyList<string> Log)
{
    /// <summary>
    /// The things that the app needs and a function does not have, a line each: the code that needs them has not run during the build.
    /// </summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}

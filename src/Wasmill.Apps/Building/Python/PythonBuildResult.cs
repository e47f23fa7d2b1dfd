namespace Wasmill.Apps.Building.Python;

/// <summary>A module built from Python.</summary>
/// <param name="Path">The path of the module.</param>
/// <param name="Digest">The SHA-256 of its bytes in lower-case hexadecimal.</param>
/// <param name="Bytes">The length in bytes.</param>
/// <param name="Log">The lines that the app printed while it was imported.</param>
public sealed record PythonBuildResult(string Path, string Digest, long Bytes, IReadOnlyList<string> Log);

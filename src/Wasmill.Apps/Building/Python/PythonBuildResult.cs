namespace Wasmill.Apps.Building.Python;

/// <summary>A module that was built.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Digest">SHA-256 of its bytes, lower-case hexadecimal.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Log">What the app printed while it was imported.</param>
public sealed record PythonBuildResult(string Path, string Digest, long Bytes, IReadOnlyList<string> Log);

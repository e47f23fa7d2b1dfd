namespace Wasmill.Apps.Building.C;

/// <summary>A module built from C.</summary>
/// <param name="Path">The path of the module.</param>
/// <param name="Bytes">The length in bytes.</param>
/// <param name="Log">The compiler's warnings.</param>
public sealed record CBuildResult(string Path, long Bytes, IReadOnlyList<string> Log);

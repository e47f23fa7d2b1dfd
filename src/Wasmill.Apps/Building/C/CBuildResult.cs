namespace Wasmill.Apps.Building.C;

/// <summary>A module that was built from C.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Log">The compiler's warnings.</param>
public sealed record CBuildResult(string Path, long Bytes, IReadOnlyList<string> Log);

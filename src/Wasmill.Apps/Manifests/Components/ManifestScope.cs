using Wasmill.Apps.Manifests.Errors;

namespace Wasmill.Apps.Manifests.Components;

/// <summary>The shared state of the readers of a manifest.</summary>
/// <param name="File">The path of the manifest as the user gave it.</param>
/// <param name="Profile">The profile whose overrides apply; null for none.</param>
/// <param name="Unsupported">Receives the unsupported features of the app as a whole.</param>
internal sealed record ManifestScope(string File, string? Profile, List<ManifestError> Unsupported)
{
    /// <summary>The folder that paths are relative to.</summary>
    public string Folder { get; } = Path.GetDirectoryName(Path.GetFullPath(File))!;

    /// <summary>The profiles that the components define, used or not.</summary>
    public HashSet<string> Profiles { get; } = new(StringComparer.Ordinal);
}

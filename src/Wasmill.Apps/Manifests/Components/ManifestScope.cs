using Wasmill.Apps.Manifests.Errors;

namespace Wasmill.Apps.Manifests.Components;

/// <summary>What the readers of a manifest's parts share.</summary>
/// <param name="File">The manifest's path, as the user gave it.</param>
/// <param name="Profile">The profile whose overrides hold, or null.</param>
/// <param name="Unsupported">Gets what the app as a whole asks for in vain.</param>
internal sealed record ManifestScope(string File, string? Profile, List<ManifestError> Unsupported)
{
    /// <summary>The folder that paths are relative to.</summary>
    public string Folder { get; } = Path.GetDirectoryName(Path.GetFullPath(File))!;

    /// <summary>Profiles that the components define, whether or not they are used.</summary>
    public HashSet<string> Profiles { get; } = new(StringComparer.Ordinal);
}

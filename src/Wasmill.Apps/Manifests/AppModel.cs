namespace Wasmill.Apps.Manifests;

/// <summary>A Spin app, whichever version its manifest has.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version, or null.</param>
/// <param name="Folder">The folder of its manifest; paths are relative to it.</param>
/// <param name="ManifestPath">The manifest, or null for a bare module.</param>
/// <param name="Components">Its components in the order of the manifest.</param>
/// <param name="Routes">Its HTTP routes in the order of the manifest.</param>
public sealed record AppModel(
    string Name, string? Version, string Folder, string? ManifestPath, IReadOnlyList<ComponentModel> Components, IReadOnlyList<RouteModel> Routes);

namespace Wasmill.Apps.Manifests;

/// <summary>A Spin app, whichever version its manifest has.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Version">Its version, or null.</param>
/// <param name="Folder">The folder of its manifest; paths are relative to it.</param>
/// <param name="ManifestPath">The manifest, or null for a bare module.</param>
/// <param name="Components">Its components in the order of the manifest.</param>
/// <param name="Routes">Its HTTP routes in the order of the manifest, without private ones, which nothing outside the app may reach.</param>
public sealed record AppModel(
    string Name, string? Version, string Folder, string? ManifestPath, IReadOnlyList<ComponentModel> Components, IReadOnlyList<RouteModel> Routes)
{
    /// <summary>The variables that the app declares, by name.</summary>
    public IReadOnlyDictionary<string, VariableModel> Variables { get; init; } = new Dictionary<string, VariableModel>();

    /// <summary>What the app as a whole asks for and cannot get, such as triggers of another kind; such an app is read and built, but not run.</summary>
    public IReadOnlyList<ManifestError> Unsupported { get; init; } = [];
}

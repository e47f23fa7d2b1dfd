using Wasmill.Apps.Manifests.Errors;

namespace Wasmill.Apps.Manifests.Model;

// Tested by: ManifestReaderTests, AppBuilderTests
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

    /// <summary>Where each of them stands in the manifest.</summary>
    public IReadOnlyDictionary<string, ManifestPlace> VariablePlaces { get; init; } = new Dictionary<string, ManifestPlace>();

    /// <summary>What the app as a whole asks for and cannot get, such as triggers of another kind; such an app is read and built, but not run.</summary>
    public IReadOnlyList<ManifestError> Unsupported { get; init; } = [];

    /// <summary>The app with some of its components and their routes alone, as <c>up --component-id</c> asks for.</summary>
    /// <exception cref="ManifestException">It has no such component.</exception>
    public AppModel Only(IReadOnlyCollection<string> ids)
    {
        if (ids.FirstOrDefault(id => Components.All(component => component.Id != id)) is { } unknown)
            throw new ManifestException($"the app has no component \"{unknown}\"; it has {string.Join(", ", Components.Select(component => component.Id))}");
        return this with
        {
            Components = [.. Components.Where(component => ids.Contains(component.Id))],
            Routes = [.. Routes.Where(route => ids.Contains(route.ComponentId))],
        };
    }

    /// <summary>The app with more environment variables for each component, as <c>up --env</c> asks for.</summary>
    public AppModel WithEnvironment(IReadOnlyDictionary<string, string> added) => this with
    {
        Components = [.. Components.Select(component => component with
        {
            Environment = component.Environment.Where(pair => !added.ContainsKey(pair.Key)).Concat(added).ToDictionary(StringComparer.Ordinal),
        })],
    };

    /// <summary>The app with limits that hold before those of its components.</summary>
    public AppModel WithLimits(LimitsModel limits) => this with { Components = [.. Components.Select(component => component with { Limits = limits.Over(component.Limits) })] };
}

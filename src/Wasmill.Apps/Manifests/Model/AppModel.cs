using Wasmill.Apps.Manifests.Errors;

namespace Wasmill.Apps.Manifests.Model;

// Tested by: ManifestReaderTests, AppBuilderTests
/// <summary>A Spin app, with a manifest of either version.</summary>
/// <param name="Name">The name.</param>
/// <param name="Version">The version; null if absent.</param>
/// <param name="Folder">The folder of the manifest; paths are relative to it.</param>
/// <param name="ManifestPath">The manifest; null for a bare module.</param>
/// <param name="Components">The components in the order of the manifest.</param>
/// <param name="Routes">The HTTP routes in the order of the manifest, without private ones, which are not reachable from outside the
/// app.</param>
public sealed record AppModel(
    string Name,
    string? Version,
    string Folder,
    string? ManifestPath,
    IReadOnlyList<ComponentModel> Components,
    IReadOnlyList<RouteModel> Routes)
{
    /// <summary>The variables that the app declares, by name.</summary>
    public IReadOnlyDictionary<string, VariableModel> Variables { get; init; } = new Dictionary<string, VariableModel>();

    /// <summary>The place of each variable in the manifest.</summary>
    public IReadOnlyDictionary<string, ManifestPlace> VariablePlaces { get; init; } = new Dictionary<string, ManifestPlace>();

    /// <summary>
    /// The unsupported features of the app as a whole, such as triggers of unknown kinds; such an app is read and built, but not run.
    /// </summary>
    public IReadOnlyList<ManifestError> Unsupported { get; init; } = [];

    /// <summary>The HTTP triggers without a route, whose components are reached by other components only.</summary>
    public IReadOnlyList<PrivateTriggerModel> PrivateTriggers { get; init; } = [];

    /// <summary>The triggers of other kinds than HTTP that are known, but not run.</summary>
    public IReadOnlyList<EventTriggerModel> Triggers { get; init; } = [];

    /// <summary>What the app asks for that it runs without, with the reasons.</summary>
    public IReadOnlyList<ManifestError> Warnings
        => [.. Triggers.Select(trigger => trigger.Warning), .. Components.SelectMany(component => component.Warnings)];

    /// <summary>Returns the app with only some of its components and their routes, for <c>up --component-id</c>.</summary>
    /// <exception cref="ManifestException">The app has no such component.</exception>
    public AppModel Only(IReadOnlyCollection<string> ids)
    {
        if (ids.FirstOrDefault(id => Components.All(component => component.Id != id)) is { } unknown)
            throw new ManifestException(
                $"component \"{unknown}\" does not exist; the app has {string.Join(", ", Components.Select(component => component.Id))}");
        return this with
        {
            Components = [.. Components.Where(component => ids.Contains(component.Id))],
            Routes = [.. Routes.Where(route => ids.Contains(route.ComponentId))],
            Triggers = [.. Triggers.Where(trigger => ids.Contains(trigger.ComponentId))],
            PrivateTriggers = [.. PrivateTriggers.Where(trigger => ids.Contains(trigger.ComponentId))],
        };
    }

    /// <summary>Returns the app with additional environment variables for each component, for <c>up --env</c>.</summary>
    public AppModel WithEnvironment(IReadOnlyDictionary<string, string> added) => this with
    {
        Components = [.. Components.Select(component => component with
        {
            Environment =
                component.Environment.Where(pair => !added.ContainsKey(pair.Key)).Concat(added).ToDictionary(StringComparer.Ordinal),
        })],
    };

    /// <summary>Returns the app with limits that take precedence over those of its components.</summary>
    public AppModel WithLimits(LimitsModel limits) => this with
    {
        Components = [.. Components.Select(component => component with { Limits = limits.WithDefaults(component.Limits) })],
    };
}

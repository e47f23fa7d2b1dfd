using Wasmill.Apps.Assets;
using Wasmill.Apps.Manifests.Model;

namespace Wasmill.Apps.Building.Watching;

// Tested by: SourceWatcherTests
/// <summary>One scan of an app's manifest and sources.</summary>
/// <param name="Manifest">The stamp of the manifest.</param>
/// <param name="Components">For each component, its build settings and the stamps of its files.</param>
internal sealed record SourceLook(string Manifest, IReadOnlyDictionary<string, IReadOnlyList<string>> Components)
{
    /// <summary>The stamps of the files that components may read: a change needs a new version, but no build.</summary>
    public IReadOnlyList<string> Assets { get; init; } = [];

    /// <summary>Scans the files of an app.</summary>
    /// <param name="app">The app according to the manifest when it was last read.</param>
    /// <param name="builds">Indicates whether components are built; otherwise their modules are watched.</param>
    public static SourceLook Take(AppModel app, bool builds)
    {
        var components = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var component in app.Components)
        {
            var how = string.Join('\n', [component.Build?.WorkingFolder ?? "", .. component.Build?.Commands ?? []]);
            components[component.Id] = [how, .. ComponentSources.Find(app, component, builds).Select(FileStamp.Describe)];
        }

        using var assets = new AssetFolder(app);
        return new SourceLook(app.ManifestPath is { } manifest ? FileStamp.Describe(manifest) : "", components)
        {
            Assets = [.. app.Components.SelectMany(assets.Paths).Select(FileStamp.Describe)],
        };
    }

    /// <summary>Lists the files that a scan looks at, each once.</summary>
    /// <param name="app">The app.</param>
    /// <param name="builds">Indicates whether components are built; otherwise their modules are watched.</param>
    public static IReadOnlyList<string> FilesOf(AppModel app, bool builds)
    {
        using var assets = new AssetFolder(app);
        return
        [
            .. (app.ManifestPath is { } manifest ? [Path.GetFullPath(manifest)] : (string[])[])
                .Concat(app.Components.SelectMany(component => ComponentSources.Find(app, component, builds)))
                .Concat(app.Components.SelectMany(assets.Paths))
                .Distinct(StringComparer.Ordinal),
        ];
    }

    /// <summary>Indicates whether another scan is the same.</summary>
    public bool IsLike(SourceLook other)
        => Manifest == other.Manifest
            && Assets.SequenceEqual(other.Assets)
            && Components.Count == other.Components.Count
            && Differing(other).Count == 0;

    /// <summary>Lists the components that differ from another scan, including new ones.</summary>
    public IReadOnlyList<string> Differing(SourceLook before)
        => [.. Components.Where(component => !before.Components.TryGetValue(component.Key, out var old)
            || !old.SequenceEqual(component.Value)).Select(component => component.Key)];
}

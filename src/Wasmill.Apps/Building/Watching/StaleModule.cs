using Wasmill.Apps.Files;
using Wasmill.Apps.Manifests.Model;
using Wasmill.Storage;
using Wasmill.Storage.HostFiles;

namespace Wasmill.Apps.Building.Watching;

/// <summary>A module that is older than a source of its component.</summary>
/// <param name="Module">The module, relative to the app's folder if it is inside.</param>
/// <param name="Source">The source that was written last, relative to the app's folder if it is inside.</param>
public sealed record StaleModule(string Module, string Source)
{
    /// <summary>Finds the stale modules of an app. Components without a known build, and modules that do not exist, are skipped.</summary>
    public static IEnumerable<StaleModule> Find(AppModel app)
    {
        var folder = new AppFolder(app.Folder);
        foreach (var component in app.Components.Where(component => component.Build is not null && component.Source.Length > 0))
        {
            var module = AppModules.PathOf(app, component);
            if (RegularFile.KindOf(module) == HostFileKind.Missing)
                continue;
            var built = File.GetLastWriteTimeUtc(module);
            var newest = ComponentSources.Find(app, component, isBuilt: true)
                .Where(source => RegularFile.KindOf(source) == HostFileKind.Regular)
                .MaxBy(File.GetLastWriteTimeUtc);
            if (newest is not null && File.GetLastWriteTimeUtc(newest) > built)
                yield return new StaleModule(folder.NameOf(module), folder.NameOf(newest));
        }
    }
}

using Microsoft.Extensions.FileSystemGlobbing;
using Wasmill.Apps.Building.C;
using Wasmill.Apps.Building.Commands;
using Wasmill.Apps.Building.Python;
using Wasmill.Apps.Files;
using Wasmill.Apps.Manifests.Model;

namespace Wasmill.Apps.Building.Watching;

// Tested by: SourceWatcherTests, BuildLinksTests
/// <summary>Finds the source files of a component.</summary>
internal static class ComponentSources
{
    /// <summary>Lists the current files in order.</summary>
    /// <param name="app">The app. Its modules are never sources of another build: a module that matches a pattern would trigger builds
    /// without end.</param>
    /// <param name="component">The component.</param>
    /// <param name="isBuilt">Indicates whether the build command is run; otherwise the module itself is watched.</param>
    public static IReadOnlyList<string> Find(AppModel app, ComponentModel component, bool isBuilt)
    {
        if (!isBuilt || component.Build is not { } build)
            return component.Source.Length == 0 ? [] : [AppModules.PathOf(app, component)];

        var folder = Path.GetFullPath(Path.Combine(app.Folder, build.WorkingFolder ?? "."));
        if (!Directory.Exists(folder))
            return [folder];
        var files = new SortedSet<string>(StringComparer.Ordinal);
        var bounds = AppBuilder.Bounds(app, folder);
        if (bounds.ExplainPath(folder) is not null)
            return [folder];
        files.UnionWith(Match(folder, build.Watch, bounds));
        foreach (var command in build.Commands)
            files.UnionWith(FilesOf(folder, command, bounds));
        files.ExceptWith(AppModules.FilesOf(app));
        return [.. files];
    }

    private static IEnumerable<string> Match(string folder, IReadOnlyList<string> patterns, AppFolder bounds)
    {
        if (patterns.Count == 0)
            return [];
        var matcher = new Matcher(StringComparison.Ordinal);
        matcher.AddIncludePatterns(patterns);
        return matcher.Execute(new WatchedFolder(new DirectoryInfo(folder), bounds)).Files
            .Select(found => Path.GetFullPath(Path.Combine(folder, found.Path)));
    }

    // For commands that Wasmill runs itself, it knows the sources better than any pattern.
    private static IEnumerable<string> FilesOf(string folder, string command, AppFolder bounds)
    {
        if (BuildCommand.TryParse(command) is { } python)
            return PythonSources.Find(folder, python.Module, bounds);
        return CBuildCommand.TryParse(command) is { } c
            ? c.Sources.Select(source => Path.GetFullPath(Path.Combine(folder, source))).Concat(Match(folder, ["**/*.h"], bounds))
            : [];
    }
}

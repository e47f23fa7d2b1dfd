using Wasmill.Apps;
using Wasmill.Apps.Building.Watching;
using Wasmill.Apps.Fetching;
using Wasmill.Apps.Manifests;
using Wasmill.Apps.Settings;
using Wasmill.Functions;

namespace Wasmill.Connectors.Functions;

// Tested by: FunctionTargetTests
/// <summary>An app as it was when it was loaded. What runs is what was read then, even if the files change meanwhile.</summary>
/// <param name="App">The loaded app.</param>
/// <param name="Stamp">The state of its files.</param>
internal sealed record AppSnapshot(AppRuntime App, FileStamp Stamp)
{
    /// <summary>Loads an app.</summary>
    public static async Task<AppSnapshot> LoadAsync(
        (string Name, string From, ModuleFetcher? Modules) target, IFunctionHost host, CancellationToken cancellationToken)
    {
        var model = AppLocator.Locate(target.From);
        var files = AppModules.FilesOf(model).ToList();
        if (model.ManifestPath is { } manifest)
            files.Add(manifest);
        // Before the files are read, so that a change during the read shows as a difference afterwards.
        var stamp = FileStamp.Take(files);
        var settings = AppSettings.Default with { Owner = target.Name, Modules = target.Modules };
        return new AppSnapshot(await AppRuntime.LoadAsync(model, host, settings, cancellationToken), stamp);
    }
}

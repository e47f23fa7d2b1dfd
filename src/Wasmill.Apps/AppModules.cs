using Wasmill.Apps.Fetching;
using Wasmill.Apps.Files;
using Wasmill.Apps.Manifests;
using Wasmill.Apps.Manifests.Errors;
using Wasmill.Apps.Manifests.Model;
using Wasmill.Storage;
using Wasmill.Storage.HostFiles;

namespace Wasmill.Apps;

// Tested by: RemoteModulesTests, ReasonsTests, AppRuntimeTests
/// <summary>Locates, checks and reads the modules of an app's components.</summary>
public static class AppModules
{
    /// <summary>Returns the path of a component's module, which must be a file.</summary>
    public static string PathOf(AppModel app, ComponentModel component) => new AppFolder(app.Folder).FullPath(component.Source);

    /// <summary>Returns the paths of the modules that are files. A module that is downloaded changes with the manifest only.</summary>
    public static IReadOnlyList<string> FilesOf(AppModel app)
        => [.. app.Components.Where(component => component.Source.Length > 0).Select(component => PathOf(app, component))];

    /// <summary>Indicates whether two components have the same module.</summary>
    public static bool IsSame(AppModel app, ComponentModel one, ComponentModel other) => KeyOf(app, one) == KeyOf(app, other);

    /// <summary>Returns a text that is equal for components with the same module.</summary>
    public static string KeyOf(AppModel app, ComponentModel component) => component.Remote?.Sha256 ?? PathOf(app, component);

    /// <summary>Returns the name of a component's module for messages: its path or its URL.</summary>
    public static string NameOf(AppModel app, ComponentModel component) => component.Remote?.Name ?? PathOf(app, component);

    /// <summary>
    /// Explains why a component's module cannot be read, with its place in the manifest; null if it can, if it is downloaded, or if its
    /// source is refused elsewhere.
    /// </summary>
    public static ManifestError? Explain(AppModel app, ComponentModel component)
    {
        if (component.Source.Length == 0)
            return null;
        var folder = new AppFolder(app.Folder);
        if (RegularFile.KindOf(folder.FullPath(component.Source)) == HostFileKind.Missing && folder.ExplainPath(component.Source) is null)
            return component.Places.Source.Error($"the component {component.Id} has no module yet: "
                + $"{folder.FullPath(component.Source)} does not exist; run \"wasmill build\" first");
        return folder.ExplainFile(component.Source) is { } reason
            ? component.Places.Source.Error($"the module of component {component.Id} cannot be read: {reason}")
            : null;
    }

    /// <summary>Reads a component's module, or downloads it.</summary>
    /// <param name="app">The app.</param>
    /// <param name="component">The component.</param>
    /// <param name="fetcher">Downloads modules; null if there is no cache for them.</param>
    /// <param name="cancellationToken">Cancels a download.</param>
    /// <exception cref="FetchException">The module cannot be downloaded.</exception>
    /// <exception cref="AppFileException">The module is outside the app's folder, is not a regular file, or cannot be opened.</exception>
    /// <exception cref="IOException">The module cannot be read.</exception>
    public static async Task<byte[]> ReadAsync(
        AppModel app, ComponentModel component, ModuleFetcher? fetcher, CancellationToken cancellationToken)
    {
        if (component.Remote is not { } remote)
            return new AppFolder(app.Folder).ReadAllBytes(component.Source);
        if (fetcher is null)
            throw new FetchException(FetchFailure.Offline, $"{remote.Name} cannot be fetched: there is no cache for downloaded modules");
        return await fetcher.FetchAsync(remote, cancellationToken);
    }
}

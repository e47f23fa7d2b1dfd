using Wasmill.Apps.Files;
using Wasmill.Apps.Manifests;
using Wasmill.Apps.Manifests.Errors;
using Wasmill.Apps.Manifests.Model;
using Wasmill.Storage;
using Wasmill.Storage.HostFiles;

namespace Wasmill.Apps;

/// <summary>Locates, checks and reads the modules of an app's components.</summary>
public static class AppModules
{
    /// <summary>Returns the path of a component's module.</summary>
    public static string PathOf(AppModel app, ComponentModel component) => new AppFolder(app.Folder).FullPath(component.Source);

    /// <summary>
    /// Explains why a component's module cannot be read, with its place in the manifest; null if it can, or if its source is a URL or
    /// registry, which is refused elsewhere.
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

    /// <summary>Reads a component's module.</summary>
    /// <exception cref="AppFileException">The module is outside the app's folder, is not a regular file, or cannot be opened.</exception>
    /// <exception cref="IOException">The module cannot be read.</exception>
    public static byte[] Read(AppModel app, ComponentModel component) => new AppFolder(app.Folder).ReadAllBytes(component.Source);
}

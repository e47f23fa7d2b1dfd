using Wasmill.Apps.Files;
using Wasmill.Apps.Manifests;
using Wasmill.Apps.Manifests.Errors;
using Wasmill.Apps.Manifests.Model;
using Wasmill.Storage;

namespace Wasmill.Apps;

/// <summary>The modules of an app's components, as files.</summary>
public static class AppModules
{
    /// <summary>The path of a component's module.</summary>
    public static string PathOf(AppModel app, ComponentModel component) => new AppFolder(app.Folder).FullPath(component.Source);

    /// <summary>Why a component's module cannot be read, with its place in the manifest; null when it can, and when the component says that it is to be fetched, which is refused elsewhere.</summary>
    public static ManifestError? Explain(AppModel app, ComponentModel component)
    {
        if (component.Source.Length == 0)
            return null;
        var folder = new AppFolder(app.Folder);
        if (RegularFile.KindOf(folder.FullPath(component.Source)) == HostFileKind.Missing && folder.ExplainPath(component.Source) is null)
            return component.Places.Source.Error($"the component {component.Id} has no module yet: {folder.FullPath(component.Source)} does not exist; run \"wasmill build\" first");
        return folder.ExplainFile(component.Source) is { } reason ? component.Places.Source.Error($"the module of component {component.Id} cannot be read: {reason}") : null;
    }

    /// <summary>Reads a component's module.</summary>
    /// <exception cref="AppFileException">It leads out of the app's folder, is not a regular file, or cannot be opened.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static byte[] Read(AppModel app, ComponentModel component) => new AppFolder(app.Folder).ReadAllBytes(component.Source);
}

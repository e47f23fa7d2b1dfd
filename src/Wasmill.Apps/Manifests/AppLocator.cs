using Wasmill.Apps.Manifests.Errors;
using Wasmill.Apps.Manifests.Model;

namespace Wasmill.Apps.Manifests;

/// <summary>Finds an app from a manifest, a folder, or a bare module.</summary>
public static class AppLocator
{
    private const string ManifestName = "spin.toml";

    /// <summary>Reads the app.</summary>
    /// <param name="path">A manifest, a folder with one, a <c>.wasm</c> file; null to search the current folder and its parents.</param>
    /// <param name="profile">The profile whose overrides apply; null for none.</param>
    /// <exception cref="ManifestException">The manifest does not exist or is invalid.</exception>
    public static AppModel Locate(string? path, string? profile = null)
    {
        if (path is null)
            return LocateUpwards(Directory.GetCurrentDirectory(), profile);
        if (Directory.Exists(path))
        {
            var manifest = Path.Combine(path, ManifestName);
            return File.Exists(manifest)
                ? ManifestReader.Read(manifest, profile)
                : throw new ManifestException($"the folder {path} has no {ManifestName}");
        }

        if (!File.Exists(path))
            throw new ManifestException($"{path} does not exist");
        if (!NamedFile.IsModule(path))
            return NamedFile.ExplainNoManifest(path) is { } reason
                ? throw new ManifestException($"{path} {reason}")
                : ManifestReader.Read(path, profile);
        return profile is null
            ? Bare(path)
            : throw new ManifestException($"{path} has no profiles: it is a module, and a manifest defines them");
    }

    /// <summary>Reads the app of a folder, or of its nearest parent that has one.</summary>
    /// <exception cref="ManifestException">The manifest does not exist or is invalid.</exception>
    internal static AppModel LocateUpwards(string folder, string? profile = null)
    {
        for (var place = new DirectoryInfo(folder); place is not null; place = place.Parent)
        {
            var manifest = Path.Combine(place.FullName, ManifestName);
            if (File.Exists(manifest))
                return ManifestReader.Read(Path.GetRelativePath(Directory.GetCurrentDirectory(), manifest), profile);
        }

        throw new ManifestException($"there is no {ManifestName} in this folder or its parents; change to the app's folder, or use --from");
    }

    private static AppModel Bare(string path)
    {
        var name = Path.GetFileNameWithoutExtension(path);
        var full = Path.GetFullPath(path);
        var component = new ComponentModel(name, full, null, new Dictionary<string, string>(), null, []);
        return new AppModel(name, null, Path.GetDirectoryName(full)!, null, [component], [new RouteModel("/...", name)]);
    }
}

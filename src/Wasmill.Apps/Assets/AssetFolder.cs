using Wasmill.Apps.Manifests;
using Wasmill.Storage;

namespace Wasmill.Apps.Assets;

/// <summary>
/// A private folder with copies of the files that a component may read. Copies, as Spin makes them, because patterns choose single files and a guest must not see what lies
/// beside them; and because a running app must not change with its folder.
/// </summary>
internal sealed class AssetFolder(AppModel app) : IDisposable
{
    private readonly string _root = Path.GetFullPath(app.Folder);
    private string? _place;

    /// <summary>Copies a component's files.</summary>
    /// <returns>The folder to mount at the guest's root; null when the component asks for no files.</returns>
    /// <exception cref="ManifestException">A file or folder is missing, leads out of the app's folder, or cannot be copied.</exception>
    public string? Fill(ComponentModel component)
    {
        if (component.Files.Count == 0)
            return null;
        _place ??= PrivateFiles.CreateTemporaryFolder("wasmill-assets-");
        var target = Path.Combine(_place, component.Id);
        PrivateFiles.CreateFolder(target);
        var excluded = component.ExcludeFiles.Select(pattern => new GlobPattern(pattern)).ToList();
        try
        {
            foreach (var (path, guestPath) in component.Files.SelectMany(file => Find(component, file)))
            {
                if (!excluded.Exists(pattern => pattern.Matches(path)))
                    Copy(component, path, Path.Combine(target, guestPath));
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ManifestException($"the files of component {component.Id} cannot be copied: {error.Message}", error);
        }

        return target;
    }

    /// <summary>The files that a component may read as they are now, for who watches them. What is missing is left out: the loading names it.</summary>
    public IEnumerable<string> Paths(ComponentModel component)
    {
        var excluded = component.ExcludeFiles.Select(pattern => new GlobPattern(pattern)).ToList();
        return component.Files.SelectMany(file => TryFind(component, file)).Where(path => !excluded.Exists(pattern => pattern.Matches(path.HostPath))).Select(path => Path.Combine(_root, path.HostPath));
    }

    /// <summary>Removes the copies.</summary>
    public void Dispose()
    {
        if (_place is not null)
            Directory.Delete(_place, recursive: true);
    }

    private IEnumerable<(string HostPath, string GuestPath)> TryFind(ComponentModel component, FileModel file)
    {
        try
        {
            return Find(component, file);
        }
        catch (ManifestException)
        {
            return [];
        }
    }

    // Pairs of a path in the app's folder and the guest's path, both relative.
    private IEnumerable<(string HostPath, string GuestPath)> Find(ComponentModel component, FileModel file)
    {
        var source = file.Source.Trim('/');
        var full = Path.Combine(_root, source);
        if (file.Destination is { } destination)
        {
            var below = destination.Trim('/');
            if (File.Exists(full))
                return [(source, below)];
            return Directory.Exists(full)
                ? Below(full).Select(path => (path, Path.Combine(below, Path.GetRelativePath(source, path))))
                : throw new ManifestException($"the component {component.Id} asks for the files of {file.Source}, which does not exist in {app.Folder}");
        }

        if (File.Exists(full))
            return [(source, source)];
        if (Directory.Exists(full))
            return Below(full).Select(path => (path, path));
        if (!source.AsSpan().ContainsAny('*', '?'))
            throw new ManifestException($"the component {component.Id} asks for the file {file.Source}, which does not exist in {app.Folder}");
        var pattern = new GlobPattern(source);
        return Below(Start(source)).Where(pattern.Matches).Select(path => (path, path));
    }

    // The folder that the pattern's beginning names: no other needs to be looked through.
    private string Start(string pattern)
    {
        var fixedPart = pattern.Split('/').SkipLast(1).TakeWhile(segment => !segment.AsSpan().ContainsAny('*', '?'));
        return Path.Combine([_root, .. fixedPart]);
    }

    // Links to folders are not followed: they may lead anywhere, or in a circle.
    private IEnumerable<string> Below(string folder)
    {
        if (!Directory.Exists(folder))
            yield break;
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos().OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            if (entry is FileInfo)
            {
                yield return Path.GetRelativePath(_root, entry.FullName).Replace(Path.DirectorySeparatorChar, '/');
            }
            else if (entry.LinkTarget is null)
            {
                foreach (var path in Below(entry.FullName))
                    yield return path;
            }
        }
    }

    private void Copy(ComponentModel component, string path, string target)
    {
        var file = new FileInfo(Path.Combine(_root, path));
        var real = file.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? file.FullName;
        if (!real.StartsWith(_root + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            throw new ManifestException($"the file {path} of component {component.Id} is a link to {real}, which is outside of the app's folder");
        PrivateFiles.CreateFolder(Path.GetDirectoryName(target)!);
        File.Copy(real, target, overwrite: true);
    }
}

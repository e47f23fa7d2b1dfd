using Wasmill.Apps.Files;
using Wasmill.Apps.Manifests;
using Wasmill.Apps.Manifests.Errors;
using Wasmill.Apps.Manifests.Model;
using Wasmill.Storage;
using Wasmill.Storage.HostFiles;

namespace Wasmill.Apps.Assets;

/// <summary>
/// A private folder with copies of the files that a component may read. Copies, as in Spin, because patterns select single files and a
/// guest must not see the files beside them, and because a running app must not change with its folder.
/// </summary>
internal sealed class AssetFolder(AppModel app) : IDisposable
{
    private readonly AppFolder _folder = new(app.Folder);
    private string? _place;

    /// <summary>Copies the files of a component.</summary>
    /// <returns>The folder to mount at the guest's root; null if the component has no files.</returns>
    /// <exception cref="ManifestException">Files are missing, outside the app's folder, not regular files, or cannot be copied. The
    /// exception lists all of them.</exception>
    public string? Fill(ComponentModel component)
    {
        if (component.Files.Count == 0)
            return null;
        _place ??= PrivateFiles.CreateTemporaryFolder("wasmill-assets-");
        var target = Path.Combine(_place, component.Id);
        PrivateFiles.CreateFolder(target);
        var errors = new List<ManifestError>();
        for (var i = 0; i < component.Files.Count; i++)
        {
            var place = ManifestPlace.At(component.Places.Files, i);
            try
            {
                foreach (var (path, guestPath) in FindWanted(component, component.Files[i]))
                    TryCopy(component, path, Path.Combine(target, guestPath), place, errors);
            }
            catch (ManifestException error)
            {
                errors.Add(place.Error(error.Message));
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                errors.Add(place.Error($"the files of component {component.Id} cannot be copied: {IoReason.Sentence(error)}"));
            }
        }

        return errors.Count == 0 ? target : throw new ManifestException(errors);
    }

    /// <summary>
    /// Lists the files that a component may currently read, for watching. Missing files and files outside the app's folder are omitted:
    /// loading reports them.
    /// </summary>
    public IEnumerable<string> Paths(ComponentModel component)
        => component.Files.SelectMany(file => TryFind(component, file)).Where(IsInside).Select(_folder.FullPath);

    /// <summary>Removes the copies.</summary>
    public void Dispose()
    {
        if (_place is not null)
            Directory.Delete(_place, recursive: true);
    }

    // The folder was checked and no link was followed from there: only the file itself can lead out. This runs for every file in every
    // scan.
    private bool IsInside(string path)
        => RegularFile.KindOf(_folder.FullPath(path)) != HostFileKind.Link || _folder.ExplainPath(path) is null;

    private List<string> TryFind(ComponentModel component, FileModel file)
    {
        try
        {
            return [.. FindWanted(component, file).Select(path => path.HostPath)];
        }
        catch (ManifestException)
        {
            return [];
        }
    }

    private IEnumerable<(string HostPath, string GuestPath)> FindWanted(ComponentModel component, FileModel file)
    {
        var excluded = component.ExcludeFiles.Select(pattern => new GlobPattern(pattern)).ToList();
        return Find(component, file).Where(path => !excluded.Exists(pattern => pattern.Matches(path.HostPath)));
    }

    // Pairs of a path in the app's folder and the guest's path, both relative.
    private IEnumerable<(string HostPath, string GuestPath)> Find(ComponentModel component, FileModel file)
    {
        var source = file.Source.Trim('/');
        var isPattern = file.Destination is null && source.AsSpan().ContainsAny('*', '?') && _folder.KindOf(source) == HostFileKind.Missing;
        var start = isPattern ? Start(source) : source;
        if (_folder.ExplainPath(start) is { } reason)
            throw new ManifestException($"the component {component.Id} may not read {file.Source}: {reason}");
        if (isPattern)
        {
            var pattern = new GlobPattern(source);
            return _folder.Below(start).Where(pattern.Matches).Select(path => (path, path));
        }

        var below = file.Destination?.Trim('/');
        return _folder.KindOf(source) switch
        {
            HostFileKind.Missing => throw new ManifestException($"the component {component.Id} requests "
                + $"{(below is null ? "the file" : "the files of")} {file.Source}, which does not exist in {app.Folder}"),
            HostFileKind.Folder => _folder.Below(source)
                .Select(path => (path, below is null ? path : Path.Combine(below, Path.GetRelativePath(source, path)))),
            _ => [(source, below ?? source)],
        };
    }

    // The folder before the pattern's first wildcard: no other folder needs to be searched.
    private static string Start(string pattern)
        => Path.Combine([.. pattern.Split('/').SkipLast(1).TakeWhile(segment => !segment.AsSpan().ContainsAny('*', '?')).Prepend(".")]);

    private void TryCopy(ComponentModel component, string path, string target, ManifestPlace place, List<ManifestError> errors)
    {
        try
        {
            using var source = _folder.Open(path);
            PrivateFiles.CreateFolder(Path.GetDirectoryName(target)!);
            using var copy = PrivateFiles.Open(target, FileMode.Create, FileAccess.Write);
            source.CopyTo(copy);
        }
        catch (AppFileException error)
        {
            // An error about a path outside the app's folder already has its own hint.
            var hint = _folder.ExplainPath(path) is null && _folder.KindOf(path) != HostFileKind.Missing
                ? "; remove it, or leave it out with exclude_files"
                : "";
            errors.Add(place.Error($"the component {component.Id} may not read {path}: {error.Message}{hint}"));
        }
    }
}

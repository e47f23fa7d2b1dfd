using Wasmill.Storage;
using Wasmill.Storage.HostFiles;

namespace Wasmill.Apps.Files;

/// <summary>
/// The folder of an app, which bounds the files that are read for it. A path written as inside the folder must really be inside it,
/// whichever segment of it is a link; a path that the manifest writes with <c>..</c> or as an absolute path is visible to readers of the
/// manifest and is used unchanged. Only regular files are opened. All files of an app that are copied, loaded, packed or built are opened
/// here.
/// </summary>
public sealed class AppFolder
{
    private string? _root;

    /// <summary>Creates the object for a folder, which need not exist.</summary>
    public AppFolder(string path) => Path = System.IO.Path.GetFullPath(path);

    /// <summary>The full path of the folder as given.</summary>
    public string Path { get; }

    private string Root => _root ??= HostPaths.Resolve(Path) ?? Path;

    /// <summary>Formats a path for messages: relative to the folder if it is inside.</summary>
    public string NameOf(string path)
    {
        var full = FullPath(path);
        return HostPaths.IsInside(full, Path) ? System.IO.Path.GetRelativePath(Path, full) : full;
    }

    /// <summary>Returns the full path of a path that may be relative to the folder.</summary>
    public string FullPath(string path) => System.IO.Path.GetFullPath(path, Path);

    /// <summary>Explains why a path must not be followed; null if it may. A missing file is allowed.</summary>
    public string? ExplainPath(string path) => Check(path, out _);

    /// <summary>Explains why a path cannot be read as a file; null if it can, as far as can be checked without opening it.</summary>
    public string? ExplainFile(string path)
    {
        if (Check(path, out var real) is { } reason)
            return reason;
        var kind = RegularFile.KindOf(real);
        if (kind == HostFileKind.Missing && RegularFile.KindOf(FullPath(path)) == HostFileKind.Link)
            return $"{NameOf(path)} is a link to {real}, which does not exist";
        return RegularFile.Explain(kind) is { } problem ? $"{NameOf(path)} {problem}" : null;
    }

    /// <summary>Returns the kind of file at a path, with links followed.</summary>
    public HostFileKind KindOf(string path)
        => HostPaths.Resolve(FullPath(path)) is { } real ? RegularFile.KindOf(real) : HostFileKind.Missing;

    /// <summary>Opens a file for reading.</summary>
    /// <exception cref="AppFileException">The file is outside the folder, is not a regular file, or cannot be opened.</exception>
    public FileStream Open(string path)
    {
        // Resolved once, so that the opened file is the checked one.
        if (Check(path, out var real) is { } reason)
            throw new AppFileException(reason);
        try
        {
            return RegularFile.Open(real, NameOf(path));
        }
        catch (IOException error)
        {
            throw new AppFileException(IoReason.Sentence(error), error);
        }
    }

    /// <summary>Reads a whole file.</summary>
    /// <exception cref="AppFileException">The file is outside the folder, is not a regular file, or cannot be opened.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public byte[] ReadAllBytes(string path)
    {
        using var stream = Open(path);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>
    /// Lists the files below a folder, as paths with slashes relative to this one, in order of their names. Links to folders are not
    /// followed: they may lead anywhere, or in a circle.
    /// </summary>
    public IEnumerable<string> Below(string path)
    {
        var folder = new DirectoryInfo(FullPath(path));
        if (!folder.Exists)
            yield break;
        foreach (var entry in folder.EnumerateFileSystemInfos().OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            if (entry is FileInfo)
            {
                yield return System.IO.Path.GetRelativePath(Path, entry.FullName).Replace(System.IO.Path.DirectorySeparatorChar, '/');
            }
            else if (entry.LinkTarget is null)
            {
                foreach (var below in Below(entry.FullName))
                    yield return below;
            }
        }
    }

    private string? Check(string path, out string real)
    {
        var full = FullPath(path);
        var resolved = HostPaths.Resolve(full);
        real = resolved ?? full;
        if (resolved is null)
            return $"{NameOf(path)} leads through links that go in a circle";
        if (!HostPaths.IsInside(full, Path) || HostPaths.IsInside(resolved, Root))
            return null;
        var link = FirstLinkOut(full);
        return link == full
            ? $"{NameOf(path)} is a link to {resolved}, which is outside the app's folder; copy it into the folder"
            : $"{NameOf(path)} leads through the link {NameOf(link)} to {resolved}, "
                + "which is outside the app's folder; copy it into the folder";
    }

    // The shortest prefix of the path that leads out.
    private string FirstLinkOut(string full)
    {
        var here = Path;
        foreach (var segment in System.IO.Path.GetRelativePath(Path, full).Split(System.IO.Path.DirectorySeparatorChar))
        {
            here = System.IO.Path.Combine(here, segment);
            if (HostPaths.Resolve(here) is not { } real || !HostPaths.IsInside(real, Root))
                break;
        }

        return here;
    }
}

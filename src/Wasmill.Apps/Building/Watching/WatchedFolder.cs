using Microsoft.Extensions.FileSystemGlobbing.Abstractions;
using Wasmill.Apps.Files;
using Wasmill.Storage;
using Wasmill.Storage.HostFiles;

namespace Wasmill.Apps.Building.Watching;

// Tested by: SourceWatcherTests
/// <summary>
/// A folder that the patterns of <c>build.watch</c> search. Links to folders are not followed, because they may lead in a circle, and links
/// out of the app's folder are ignored.
/// </summary>
/// <param name="folder">The folder.</param>
/// <param name="app">The folder of the app.</param>
/// <param name="isParent">Indicates whether a pattern reached the folder by <c>..</c>, which is then its name.</param>
internal sealed class WatchedFolder(DirectoryInfo folder, AppFolder app, bool isParent = false) : DirectoryInfoBase
{
    /// <inheritdoc />
    public override string Name => isParent ? ".." : folder.Name;

    /// <inheritdoc />
    public override string FullName => folder.FullName;

    /// <inheritdoc />
    public override DirectoryInfoBase? ParentDirectory => folder.Parent is { } parent ? new WatchedFolder(parent, app) : null;

    /// <inheritdoc />
    public override IEnumerable<FileSystemInfoBase> EnumerateFileSystemInfos()
    {
        if (!folder.Exists)
            yield break;
        foreach (var entry in folder.EnumerateFileSystemInfos())
        {
            if (entry is DirectoryInfo child && child.LinkTarget is null)
                yield return new WatchedFolder(child, app);
            else if (entry is FileInfo file && IsSeen(file.FullName))
                yield return new FileInfoWrapper(file);
        }
    }

    /// <inheritdoc />
    public override DirectoryInfoBase? GetDirectory(string name)
        => name == ".."
            ? folder.Parent is { } parent ? new WatchedFolder(parent, app, isParent: true) : null
            : new DirectoryInfo(Path.Combine(folder.FullName, name)) is { Exists: true } child && app.ExplainPath(child.FullName) is null
                ? new WatchedFolder(child, app)
                : null;

    /// <inheritdoc />
    public override FileInfoBase? GetFile(string name)
        => new FileInfo(Path.Combine(folder.FullName, name)) is { Exists: true } file && IsSeen(file.FullName)
            ? new FileInfoWrapper(file)
            : null;

    private bool IsSeen(string path) => RegularFile.KindOf(path) != HostFileKind.Link || app.ExplainPath(path) is null;
}

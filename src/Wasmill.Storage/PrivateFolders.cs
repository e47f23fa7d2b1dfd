using System.Runtime.Versioning;
using Wasmill.Storage.Native;

namespace Wasmill.Storage;

/// <summary>Removes the access of other users to existing folders, such as those of an earlier version or with changed modes.</summary>
/// <remarks>Does nothing on Windows, which has no such modes.</remarks>
public static class PrivateFolders
{
    private const uint Root = 0;

    // A link has no mode, and its target is not ours.
    private static readonly EnumerationOptions EverythingButLinks = new()
    {
        RecurseSubdirectories = true,
        IgnoreInaccessible = false,
        AttributesToSkip = FileAttributes.ReparsePoint,
    };

    /// <summary>Removes the rights of other users to a folder and, if recursive, to everything in it.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="recursive">Indicates whether its files and folders are included. Links are skipped: they have no modes, and their
    /// targets are not ours.</param>
    /// <param name="setting">The environment variable that sets another folder, for the error message.</param>
    /// <returns>The number of files and folders that were open to others.</returns>
    /// <exception cref="UnsafeFolderException">The folder is a link or belongs to another user, or something in it belongs to another
    /// user.</exception>
    /// <exception cref="IOException">The system refused.</exception>
    public static int Tighten(string folder, bool recursive, string setting)
    {
        if (OperatingSystem.IsWindows())
            return 0;
        var root = Resolve(new DirectoryInfo(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))), setting);
        // Each folder before its content: once it is private, other users cannot replace an entry with a link.
        var count = TightenOne(root, setting);
        return recursive ? count + TightenContent(root, setting) : count;
    }

    /// <summary>Removes the rights of other users to a file; a missing file or a link is skipped.</summary>
    /// <param name="file">The file.</param>
    /// <param name="setting">The environment variable that sets another folder, for the error message.</param>
    /// <returns>The number of files that were open to others: 0 or 1.</returns>
    /// <exception cref="UnsafeFolderException">The file belongs to another user.</exception>
    /// <exception cref="IOException">The system refused.</exception>
    public static int TightenFile(string file, string setting)
        => !OperatingSystem.IsWindows() && new FileInfo(file) is { Exists: true } found ? TightenTree(found, setting) : 0;

    /// <summary>Indicates whether a folder exists, is not a link, and belongs to the user of this process.</summary>
    public static bool IsOwn(string folder)
        => new DirectoryInfo(folder) is { Exists: true, LinkTarget: null }
            && (FileOwner.Find(folder) ?? FileOwner.Current) == FileOwner.Current;

    /// <summary>Finds something in a folder that others can use, or the folder itself; changes nothing.</summary>
    /// <returns>The first that is found; null if there is none, and always on Windows.</returns>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder cannot be read.</exception>
    public static OpenPath? FindOpen(string folder)
    {
        if (OperatingSystem.IsWindows())
            return null;
        var root = new DirectoryInfo(folder);
        foreach (var entry in root.EnumerateFileSystemInfos("*", EverythingButLinks).Prepend(root))
        {
            if (FileOwner.Find(entry.FullName) is { } owner && owner != FileOwner.Current)
                return new OpenPath(entry.FullName, owner);
            if ((entry.UnixFileMode & ~PrivateFiles.OwnerFolder) != 0)
                return new OpenPath(entry.FullName, null);
        }

        return null;
    }

    [UnsupportedOSPlatform("windows")]
    private static int TightenContent(DirectoryInfo folder, string setting)
        => folder.EnumerateFileSystemInfos().Sum(entry => TightenTree(entry, setting));

    [UnsupportedOSPlatform("windows")]
    private static int TightenTree(FileSystemInfo entry, string setting)
    {
        try
        {
            if (entry.LinkTarget is not null)
                return 0;
            var count = TightenOne(entry, setting);
            return entry is DirectoryInfo inner ? count + TightenContent(inner, setting) : count;
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            // A command that edits the folder has just removed a temporary file.
            return 0;
        }
    }

    [UnsupportedOSPlatform("windows")]
    private static int TightenOne(FileSystemInfo entry, string setting)
    {
        if (FileOwner.Find(entry.FullName) is { } owner && owner != FileOwner.Current)
        {
            throw new UnsafeFolderException(
                $"{entry.FullName} belongs to another user (id {owner}; this process has id {FileOwner.Current}), "
                    + $"who could read and change it; change its owner, remove it, or set a folder of your own with {setting}");
        }

        var mode = entry.UnixFileMode;
        var allowed = mode & PrivateFiles.OwnerFolder;
        if (mode == allowed)
            return 0;
        // This also removes the set-user-id and sticky bits.
        entry.UnixFileMode = allowed;
        return 1;
    }

    // A link owned by root is as safe as a folder: systemd creates them for services with their own user.
    private static DirectoryInfo Resolve(DirectoryInfo folder, string setting)
    {
        if (folder.LinkTarget is null)
            return folder;
        if (FileOwner.Current != Root
            && FileOwner.Find(folder.FullName) == Root
            && folder.ResolveLinkTarget(returnFinalTarget: true) is DirectoryInfo target)
            return target;
        throw new UnsafeFolderException($"{folder.FullName} is a symbolic link to {folder.LinkTarget}, which could be replaced; "
            + $"move the folder itself there, or set its real path with {setting}");
    }
}

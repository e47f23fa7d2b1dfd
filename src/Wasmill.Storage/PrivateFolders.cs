using System.Runtime.Versioning;
using Wasmill.Storage.Native;

namespace Wasmill.Storage;

/// <summary>Closes existing folders to other users: those of an earlier version, and those that somebody opened.</summary>
/// <remarks>Does nothing on Windows, which has no such modes.</remarks>
public static class PrivateFolders
{
    private const uint Root = 0;

    /// <summary>Removes the rights of other users from a folder, and from everything in it when asked to.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="recursive">Whether its files and folders are included. Links in it are left alone: they have no modes of their own, and what they lead to is not ours.</param>
    /// <param name="setting">The environment variable that names another folder, for the error message.</param>
    /// <returns>The number of files and folders that were open to others.</returns>
    /// <exception cref="UnsafeFolderException">The folder is a link or belongs to another user, or something in it belongs to another user.</exception>
    /// <exception cref="IOException">The system refused.</exception>
    public static int Tighten(string folder, bool recursive, string setting)
    {
        if (OperatingSystem.IsWindows())
            return 0;
        var root = Resolve(new DirectoryInfo(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder))), setting);
        // Each folder before its content: once it is closed nobody can exchange what is in it for a link.
        var count = TightenOne(root, setting);
        return recursive ? count + TightenContent(root, setting) : count;
    }

    /// <summary>Removes the rights of other users from a file; a missing one and a link are left alone.</summary>
    /// <param name="file">The file.</param>
    /// <param name="setting">The environment variable that names another folder, for the error message.</param>
    /// <returns>The number of files that were open to others: 0 or 1.</returns>
    /// <exception cref="UnsafeFolderException">It belongs to another user.</exception>
    /// <exception cref="IOException">The system refused.</exception>
    public static int TightenFile(string file, string setting)
        => !OperatingSystem.IsWindows() && new FileInfo(file) is { Exists: true } found ? TightenTree(found, setting) : 0;

    /// <summary>Whether a folder exists, is no link, and belongs to the user of this process.</summary>
    public static bool IsOwn(string folder)
        => new DirectoryInfo(folder) is { Exists: true, LinkTarget: null } && (FileOwner.Find(folder) ?? FileOwner.Current) == FileOwner.Current;

    [UnsupportedOSPlatform("windows")]
    private static int TightenContent(DirectoryInfo folder, string setting) => folder.EnumerateFileSystemInfos().Sum(entry => TightenTree(entry, setting));

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
            // A command that edits the folder has just removed its temporary file.
            return 0;
        }
    }

    [UnsupportedOSPlatform("windows")]
    private static int TightenOne(FileSystemInfo entry, string setting)
    {
        if (FileOwner.Find(entry.FullName) is { } owner && owner != FileOwner.Current)
        {
            throw new UnsafeFolderException(
                $"{entry.FullName} belongs to another user (id {owner}; this process has id {FileOwner.Current}), who could read and change it: change its owner, remove it, or name a folder of your own with {setting}");
        }

        var mode = entry.UnixFileMode;
        var allowed = mode & PrivateFiles.OwnerFolder;
        if (mode == allowed)
            return 0;
        // The set-user-id and sticky bits go as well.
        entry.UnixFileMode = allowed;
        return 1;
    }

    // A link of the administrator's is as good as a folder: systemd makes them for services with a user of their own.
    private static DirectoryInfo Resolve(DirectoryInfo folder, string setting)
    {
        if (folder.LinkTarget is null)
            return folder;
        if (FileOwner.Current != Root && FileOwner.Find(folder.FullName) == Root && folder.ResolveLinkTarget(returnFinalTarget: true) is DirectoryInfo target)
            return target;
        throw new UnsafeFolderException($"{folder.FullName} is a symbolic link to {folder.LinkTarget}, which could be exchanged: put the folder itself there, or name its real path with {setting}");
    }
}

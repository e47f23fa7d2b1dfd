namespace Wasmill.Acceptance;

/// <summary>Looks for files and folders that other users may use.</summary>
internal static class PrivateModes
{
    private const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    /// <summary>Every file and folder below one, and the folder itself, that is not 0600 or 0700; a line each.</summary>
    public static IReadOnlyList<string> FindOpen(string folder)
        => OperatingSystem.IsWindows() || !Directory.Exists(folder)
            ? []
            : [.. Check(new DirectoryInfo(folder)), .. Below(new DirectoryInfo(folder))];

    private static IEnumerable<string> Below(DirectoryInfo folder)
    {
        foreach (var entry in Entries(folder))
        {
            foreach (var open in Check(entry))
                yield return open;
            if (entry is not DirectoryInfo { LinkTarget: null } inner)
                continue;
            foreach (var open in Below(inner))
                yield return open;
        }
    }

    // A running broker removes files while they are looked at.
    private static FileSystemInfo[] Entries(DirectoryInfo folder)
    {
        try
        {
            return folder.GetFileSystemInfos();
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }

    private static IEnumerable<string> Check(FileSystemInfo entry)
    {
        // A link has no mode of its own.
        if (entry.LinkTarget is not null)
            return [];
        var mode = entry.UnixFileMode;
        var expected = entry is DirectoryInfo ? Owner : Owner & ~UnixFileMode.UserExecute;
        return mode == expected || !entry.Exists ? [] : [$"{Convert.ToString((int)mode, 8)} {entry.FullName}"];
    }
}

using Wasmill.Storage.Native;

namespace Wasmill.Storage;

// Tested by: TrustedFilesTests
/// <summary>Files that nobody but root and the user of this process can change.</summary>
public static class TrustedFiles
{
    private const uint Root = 0;
    private const UnixFileMode OthersMayWrite = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    /// <summary>
    /// Explains who else could change a file or put another one in its place. The folders above its own are not looked at: who can replace
    /// one of them can replace the program as well.
    /// </summary>
    /// <returns>Null if only root and this user can; always null on Windows, which has no such modes.</returns>
    /// <exception cref="IOException">The file or its folder cannot be examined.</exception>
    public static string? ExplainDistrust(string path)
    {
        if (OperatingSystem.IsWindows())
            return null;
        foreach (var place in (string[])[Path.GetDirectoryName(Path.GetFullPath(path))!, path])
        {
            if (new FileInfo(place).LinkTarget is not null)
                return $"{place} is a symbolic link";
            if (FileOwner.Find(place) is { } owner && owner != Root && owner != FileOwner.Current)
                return $"{place} belongs to another user (id {owner})";
            if ((File.GetUnixFileMode(place) & OthersMayWrite) != 0)
                return $"other users may write to {place}";
        }

        return null;
    }
}

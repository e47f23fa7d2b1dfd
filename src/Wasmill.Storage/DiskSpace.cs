namespace Wasmill.Storage;

/// <summary>Room on a file system.</summary>
public static class DiskSpace
{
    /// <summary>Bytes that this user may still write to the file system of a folder. A quota of the user may be tighter.</summary>
    /// <returns>The free bytes; <see cref="long.MaxValue"/> when the system does not tell.</returns>
    public static long FreeBytes(string folder)
    {
        try
        {
            return new DriveInfo(folder).AvailableFreeSpace;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return long.MaxValue;
        }
    }
}

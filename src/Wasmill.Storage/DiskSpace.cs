namespace Wasmill.Storage;

/// <summary>Free space of file systems.</summary>
public static class DiskSpace
{
    /// <summary>
    /// Returns the number of bytes that this user may still write to the file system of a folder. A quota of the user may be lower.
    /// </summary>
    /// <returns>The free bytes; <see cref="long.MaxValue"/> if unknown.</returns>
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

using System.Buffers.Binary;

namespace Wasmill.Server.Native;

// Tested by: LoadedObjectsTests
/// <summary>Pages that are not as the file has them from which they were mapped: <c>/proc/self/pagemap</c>.</summary>
internal static class PrivatePages
{
    private const string Map = "/proc/self/pagemap";
    private const int EntrySize = 8;

    // Bits 63, 62 and 61 of an entry: in memory, swapped out, a page of a file.
    private const ulong Present = 1UL << 63;
    private const ulong Swapped = 1UL << 62;
    private const ulong OfFile = 1UL << 61;

    /// <summary>
    /// Indicates whether a range has a page that somebody has written, such as a debugger that set a breakpoint. True if the kernel does
    /// not say it.
    /// </summary>
    /// <param name="start">The address of the first page.</param>
    /// <param name="bytes">The size of the range, whole pages.</param>
    public static bool Any(nuint start, nuint bytes)
    {
        var page = (nuint)Environment.SystemPageSize;
        var entries = new byte[(int)(bytes / page) * EntrySize];
        try
        {
            using var map = File.OpenHandle(Map);
            if (RandomAccess.Read(map, entries, (long)(start / page) * EntrySize) != entries.Length)
                return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return true;
        }

        for (var at = 0; at < entries.Length; at += EntrySize)
        {
            if (IsPrivate(BinaryPrimitives.ReadUInt64LittleEndian(entries.AsSpan(at))))
                return true;
        }

        return false;
    }

    /// <summary>Indicates whether an entry of the map is that of a page that was written.</summary>
    public static bool IsPrivate(ulong entry) => (entry & Swapped) != 0 || (entry & Present) != 0 && (entry & OfFile) == 0;
}

using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using Wasmill.Functions.Native;

namespace Wasmill.Functions.Sandbox.Restoring;

// Tested by: PageRestorerTests
/// <summary>
/// Restores memory from its baseline: finds the pages that were written, with the kernel's page map, and copies those. Thread-safe.
/// </summary>
/// <remarks>
/// A page was written if it is in memory or swapped out, and is neither a page of the mapped file nor the zero page. The kernel tells
/// whether a page was ever written since it was mapped or dropped, not whether the last call has written it.
/// </remarks>
internal sealed unsafe class PageRestorer : IDisposable
{
    private const string PageMap = "/proc/self/pagemap";
    private const int Regions = 128;
    private const int EntriesAtOnce = 1024;

    // Categories of PAGEMAP_SCAN.
    private const ulong IsFile = 1 << 2;
    private const ulong IsPresent = 1 << 3;
    private const ulong IsSwapped = 1 << 4;
    private const ulong IsZero = 1 << 5;

    // Bits of an entry of the page map.
    private const ulong EntryPresent = 1UL << 63;
    private const ulong EntrySwapped = 1UL << 62;
    private const ulong EntryFile = 1UL << 61;

    private static readonly int PageBytes = Environment.SystemPageSize;

    private readonly SafeFileHandle _file;

    private PageRestorer(SafeFileHandle file, PageMapAccess access)
    {
        _file = file;
        Access = access;
    }

    /// <summary>How the written pages are found: <see cref="PageMapAccess.Scan"/> or <see cref="PageMapAccess.Read"/>.</summary>
    public PageMapAccess Access { get; }

    /// <summary>Opens the page map.</summary>
    /// <param name="access">The way to read it.</param>
    /// <returns>Null if the system has no such way.</returns>
    public static PageRestorer? Open(PageMapAccess access)
    {
        if (access == PageMapAccess.None || !OperatingSystem.IsLinux())
            return null;
        SafeFileHandle file;
        try
        {
            file = File.OpenHandle(PageMap);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }

        foreach (var way in access == PageMapAccess.Best ? (PageMapAccess[])[PageMapAccess.Scan, PageMapAccess.Read] : [access])
        {
            if (Works(file, way))
                return new PageRestorer(file, way);
        }

        file.Dispose();
        return null;
    }

    /// <summary>Restores a range of memory.</summary>
    /// <param name="memory">The memory; a multiple of a page's size.</param>
    /// <param name="baseline">The content to restore, of the same length.</param>
    /// <param name="bytes">The length, a multiple of a page's size.</param>
    /// <param name="mostPages">The maximum number of written pages.</param>
    /// <returns>
    /// The number of written pages; negative if there were more than the maximum: then the memory is restored in part.
    /// </returns>
    public int Restore(byte* memory, byte* baseline, long bytes, int mostPages)
        => Access == PageMapAccess.Scan
            ? RestoreByScan(memory, baseline, bytes, mostPages)
            : RestoreByReading(memory, baseline, bytes, mostPages);

    /// <inheritdoc />
    public void Dispose() => _file.Dispose();

    private static bool Works(SafeFileHandle file, PageMapAccess access)
    {
        var memory = (byte*)NativeMemory.AlignedAlloc((nuint)PageBytes, (nuint)PageBytes);
        var baseline = (byte*)NativeMemory.AlignedAlloc((nuint)PageBytes, (nuint)PageBytes);
        try
        {
            (*memory, *baseline) = (1, 2);
            return new PageRestorer(file, access).Restore(memory, baseline, PageBytes, mostPages: 1) == 1 && *memory == 2;
        }
        finally
        {
            NativeMemory.AlignedFree(memory);
            NativeMemory.AlignedFree(baseline);
        }
    }

    private int RestoreByScan(byte* memory, byte* baseline, long bytes, int mostPages)
    {
        var regions = stackalloc PageRegion[Regions];
        var scan = new PageScan
        {
            Size = (ulong)sizeof(PageScan),
            Start = (ulong)memory,
            End = (ulong)memory + (ulong)bytes,
            Regions = regions,
            RegionCount = Regions,
            Inverted = IsFile | IsZero,
            Required = IsFile | IsZero,
            AnyOf = IsPresent | IsSwapped,
            Returned = IsPresent | IsSwapped,
        };
        var pages = 0;
        while (scan.Start < scan.End)
        {
            // One more than allowed, so that the kernel stops soon but the excess shows.
            scan.MostPages = (ulong)(mostPages - pages + 1);
            var found = PageApi.Scan(_file, &scan);
            if (found < 0)
                return -1;
            for (var i = 0; i < found; i++)
            {
                var length = (long)(regions[i].End - regions[i].Start);
                pages += (int)(length / PageBytes);
                if (pages > mostPages)
                    return -1;
                Buffer.MemoryCopy(baseline + (regions[i].Start - (ulong)memory), (byte*)regions[i].Start, length, length);
            }

            scan.Start = scan.WalkEnd;
        }

        return pages;
    }

    private int RestoreByReading(byte* memory, byte* baseline, long bytes, int mostPages)
    {
        Span<ulong> entries = stackalloc ulong[EntriesAtOnce];
        var pages = 0;
        for (long page = 0, count = bytes / PageBytes; page < count; page += EntriesAtOnce)
        {
            var part = entries[..(int)Math.Min(EntriesAtOnce, count - page)];
            var place = ((long)memory / PageBytes + page) * sizeof(ulong);
            if (RandomAccess.Read(_file, MemoryMarshal.AsBytes(part), place) != part.Length * sizeof(ulong))
                return -1;
            for (var i = 0; i < part.Length; i++)
            {
                if ((part[i] & (EntryPresent | EntrySwapped)) == 0 || (part[i] & EntryFile) != 0)
                    continue;
                var at = (page + i) * PageBytes;
                // A zero page looks like a written one; to write to it would make it one.
                if (new Span<byte>(memory + at, PageBytes).SequenceEqual(new Span<byte>(baseline + at, PageBytes)))
                    continue;
                if (++pages > mostPages)
                    return -1;
                Buffer.MemoryCopy(baseline + at, memory + at, PageBytes, PageBytes);
            }
        }

        return pages;
    }
}

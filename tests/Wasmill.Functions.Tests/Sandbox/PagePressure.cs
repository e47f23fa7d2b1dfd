using System.Runtime.InteropServices;
using Wasmill.Functions.Native;

namespace Wasmill.Functions.Tests.Sandbox;

/// <summary>What a system that is short of memory does to the pages of a process.</summary>
internal static unsafe class PagePressure
{
    /// <summary>Makes pages the first ones to be taken away (<c>MADV_COLD</c>).</summary>
    public const int Cold = 20;

    /// <summary>
    /// Takes pages away at once (<c>MADV_PAGEOUT</c>): written ones go to swap, if there is swap; those of a file are dropped.
    /// </summary>
    public const int PageOut = 21;

    private const ulong EntryPresent = 1UL << 63;
    private const ulong EntrySwapped = 1UL << 62;

    /// <summary>Puts pressure on a range of memory.</summary>
    /// <returns>The number of its pages that are in swap, and not in memory.</returns>
    public static int Apply(int advice, byte* memory, long bytes)
    {
        Assert.Equal(0, PageApi.Advise(memory, (nuint)bytes, advice));
        var entries = new ulong[bytes / Environment.SystemPageSize];
        using var file = File.OpenHandle("/proc/self/pagemap");
        var place = (long)memory / Environment.SystemPageSize * sizeof(ulong);
        Assert.Equal(entries.Length * sizeof(ulong), RandomAccess.Read(file, MemoryMarshal.AsBytes(entries.AsSpan()), place));
        return entries.Count(static entry => (entry & EntrySwapped) != 0 && (entry & EntryPresent) == 0);
    }

    /// <summary>Skips a test if no page went to swap.</summary>
    public static void RequireSwapped(int pages)
        => Assert.SkipWhen(pages == 0, "the system has put no page into swap: it has no swap, or none is free (see \"swapon --show\")");
}

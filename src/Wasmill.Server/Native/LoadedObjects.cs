using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Wasmill.Server.Native;

/// <summary>The program and the libraries that the loader has mapped into this process.</summary>
internal static unsafe partial class LoadedObjects
{
    // A native program has seven objects with two such segments each.
    private const int MostSegments = 64;

    // MADV_DONTNEED of Linux.
    private const int DontNeed = 4;

    /// <summary>
    /// Unmaps the pages of all code and constants. (1) Finds the segments, (2) leaves out those that are no longer as the file has them,
    /// (3) unmaps the others: what is used again is mapped again, from the file, which the kernel most often has in memory.
    /// Does nothing on another system than Linux, nor in a program that .NET compiles at run time: its runtime changes its own code.
    /// </summary>
    /// <returns>The number of segments.</returns>
    public static int UnmapFilePages()
    {
        if (!OperatingSystem.IsLinux() || RuntimeFeature.IsDynamicCodeSupported)
            return 0;

        // 1
        var ranges = stackalloc PageRange[MostSegments];
        var found = new FoundSegments { Ranges = ranges };
        _ = Iterate(&Find, &found);

        // 2, 3
        var unmapped = 0;
        for (var i = 0; i < found.Count; i++)
        {
            if (!PrivatePages.Any(ranges[i].Start, ranges[i].Bytes) && Advise(ranges[i].Start, ranges[i].Bytes, DontNeed) == 0)
                unmapped++;
        }

        return unmapped;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Find(LoadedObject* loaded, nuint size, FoundSegments* found)
    {
        var page = (nuint)Environment.SystemPageSize;
        for (var segment = loaded->Segments; segment < loaded->Segments + loaded->SegmentCount; segment++)
        {
            if (!segment->IsFileOnly || found->Count == MostSegments)
                continue;
            var start = (loaded->Base + segment->Address) & ~(page - 1);
            var end = (loaded->Base + segment->Address + segment->MemoryBytes + page - 1) & ~(page - 1);
            found->Ranges[found->Count++] = new PageRange(start, end - start);
        }

        return 0;
    }

    [LibraryImport("libc", EntryPoint = "dl_iterate_phdr")]
    private static partial int Iterate(
        delegate* unmanaged[Cdecl]<LoadedObject*, nuint, FoundSegments*, int> callback, FoundSegments* found);

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(nuint address, nuint bytes, int advice);

    private struct FoundSegments
    {
        public PageRange* Ranges;
        public int Count;
    }

    private readonly record struct PageRange(nuint Start, nuint Bytes);
}

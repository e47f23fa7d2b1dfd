using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Wasmill.Server.Native;

/// <summary>The program and the libraries that the loader has mapped into this process.</summary>
internal static unsafe partial class LoadedObjects
{
    // MADV_DONTNEED of Linux.
    private const int DontNeed = 4;

    /// <summary>
    /// Unmaps the pages of all code and constants. What is used again is mapped again, from the file, which the kernel most often has in
    /// memory. Does nothing on another system than Linux.
    /// </summary>
    /// <returns>The number of segments.</returns>
    public static int UnmapFilePages()
    {
        var count = 0;
        if (OperatingSystem.IsLinux())
            _ = Iterate(&UnmapFilePages, &count);
        return count;
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int UnmapFilePages(LoadedObject* loaded, nuint size, void* count)
    {
        var page = (nuint)Environment.SystemPageSize;
        for (var segment = loaded->Segments; segment < loaded->Segments + loaded->SegmentCount; segment++)
        {
            if (!segment->IsFileOnly)
                continue;
            // The kernel rounds the length up, and refuses what is not mapped from a file, such as its own code.
            var start = (loaded->Base + segment->Address) & ~(page - 1);
            if (Advise(start, loaded->Base + segment->Address + segment->MemoryBytes - start, DontNeed) == 0)
                ++*(int*)count;
        }

        return 0;
    }

    [LibraryImport("libc", EntryPoint = "dl_iterate_phdr")]
    private static partial int Iterate(delegate* unmanaged[Cdecl]<LoadedObject*, nuint, void*, int> callback, void* data);

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(nuint address, nuint bytes, int advice);
}

using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Wasmill.Bench.Native;

/// <summary>Anonymous private memory, straight from the kernel, in small pages.</summary>
internal static unsafe partial class PageMapping
{
    private const int ReadWrite = 3;
    private const int PrivateAnonymous = 0x22;
    private const int NoHugePages = 15;

    /// <summary>Maps memory, touches each of its pages once and unmaps it again.</summary>
    /// <param name="bytes">The size.</param>
    /// <param name="pageBytes">The size of a page.</param>
    /// <param name="clock">Called before and after the pages are touched.</param>
    public static void Touch(int bytes, int pageBytes, Action clock)
    {
        var memory = Map(0, (nuint)bytes, ReadWrite, PrivateAnonymous, -1, 0);
        if (memory == -1)
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        // Without huge pages a fault is a page; a kernel without them refuses the advice, which says the same.
        _ = Advise(memory, (nuint)bytes, NoHugePages);
        clock();
        for (var i = 0; i < bytes; i += pageBytes)
            ((byte*)memory)[i] = 1;
        clock();
        _ = Unmap(memory, (nuint)bytes);
    }

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    private static partial nint Map(nint address, nuint bytes, int protection, int flags, int file, long offset);

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int Advise(nint address, nuint bytes, int advice);

    [LibraryImport("libc", EntryPoint = "munmap")]
    private static partial int Unmap(nint address, nuint bytes);
}

using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Wasmill.Functions.Native;

// Tested by: PageRestorerTests
/// <summary>The kernel's calls for pages of memory.</summary>
internal static unsafe partial class PageApi
{
    /// <summary>Drops the private copies of pages: the next access reads the file, or zero.</summary>
    public const int DontNeed = 4;

    /// <summary>Keeps pages small: in a huge page, one written byte makes 2 MiB dirty.</summary>
    public const int NoHugePages = 15;

    // PROT_READ, PROT_READ | PROT_WRITE; MAP_PRIVATE, MAP_FIXED, MAP_ANONYMOUS, MAP_NORESERVE of Linux on x64 and ARM64.
    private const int Readable = 1;
    private const int Writable = 3;
    private const int Private = 0x02;
    private const int Fixed = 0x10;
    private const int Anonymous = 0x20;
    private const int NoReserve = 0x4000;

    private const uint CloseOnExec = 1;

    // _IOWR('f', 16, struct pm_scan_arg): the size of the structure is 96 bytes.
    private const nuint ScanRequest = 0xC0606610;

    /// <summary>Advises the kernel on a range of memory.</summary>
    /// <returns>0, or -1 if the kernel refuses.</returns>
    [LibraryImport("libc", EntryPoint = "madvise")]
    public static partial int Advise(byte* address, nuint bytes, int advice);

    /// <summary>Scans the page map.</summary>
    /// <param name="file">An open <c>/proc/self/pagemap</c>.</param>
    /// <param name="scan">The argument.</param>
    /// <returns>The number of regions; negative if the kernel has no such call.</returns>
    public static int Scan(SafeFileHandle file, PageScan* scan) => Control(file, ScanRequest, scan);

    /// <summary>Maps a part of a file for reading.</summary>
    /// <exception cref="IOException">The kernel refuses.</exception>
    public static MappedMemory MapFile(SafeFileHandle file, long offset, nuint bytes)
        => Own(Map(0, bytes, Readable, Private, file, offset), bytes);

    /// <summary>Reserves addresses that read as zero.</summary>
    /// <exception cref="IOException">The kernel refuses.</exception>
    public static MappedMemory Reserve(nuint bytes) => Own(Map(0, bytes, Readable, Private | Anonymous | NoReserve, -1, 0), bytes);

    /// <summary>Replaces a range of memory with a private, writable mapping of a part of a file.</summary>
    /// <exception cref="IOException">The kernel refuses.</exception>
    public static void ReplaceWithFile(byte* address, nuint bytes, SafeFileHandle file, long offset)
        => Check(Map((nint)address, bytes, Writable, Private | Fixed | NoReserve, file, offset));

    /// <summary>Replaces a range of memory with pages that read as zero.</summary>
    /// <exception cref="IOException">The kernel refuses.</exception>
    public static void ReplaceWithZero(byte* address, nuint bytes)
        => Check(Map((nint)address, bytes, Writable, Private | Fixed | Anonymous | NoReserve, -1, 0));

    /// <summary>Creates a file without a name, in memory.</summary>
    /// <exception cref="IOException">The kernel refuses.</exception>
    public static SafeFileHandle CreateMemoryFile(string label)
    {
        var file = CreateMemoryFile(label, CloseOnExec);
        return file >= 0
            ? new SafeFileHandle(file, ownsHandle: true)
            : throw new IOException($"a file in memory cannot be created: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    [LibraryImport("libc", EntryPoint = "munmap")]
    public static partial int Unmap(nint address, nuint bytes);

    private static MappedMemory Own(nint address, nuint bytes) => new(Check(address), bytes);

    private static nint Check(nint result)
        => result != -1 ? result : throw new IOException($"memory cannot be mapped: {Marshal.GetLastPInvokeErrorMessage()}");

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    private static partial nint Map(nint address, nuint bytes, int protection, int flags, SafeFileHandle file, long offset);

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    private static partial nint Map(nint address, nuint bytes, int protection, int flags, int file, long offset);

    [LibraryImport("libc", EntryPoint = "memfd_create", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int CreateMemoryFile(string label, uint flags);

    [LibraryImport("libc", EntryPoint = "ioctl")]
    private static partial int Control(SafeFileHandle file, nuint request, void* argument);
}

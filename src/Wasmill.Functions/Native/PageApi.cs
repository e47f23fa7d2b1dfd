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

    [LibraryImport("libc", EntryPoint = "ioctl")]
    private static partial int Control(SafeFileHandle file, nuint request, void* argument);
}

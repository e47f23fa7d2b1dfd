using System.Runtime.InteropServices;

namespace Wasmill.Functions.Native;

/// <summary>The heap of native code.</summary>
internal static partial class NativeHeap
{
    // mallopt(3): M_MMAP_THRESHOLD.
    private const int LargeBlocks = -3;
    private const int LargeBlockBytes = 1 << 20;

    /// <summary>
    /// Returns blocks of a megabyte or more to the system when they are freed. By default, glibc raises its threshold with the first freed
    /// block and keeps all blocks up to 32 MiB: compiling a Python app left about 12 MiB behind.
    /// </summary>
    public static void ReturnLargeBlocks()
    {
        // Only glibc has mallopt.
        if (OperatingSystem.IsLinux()
            && NativeLibrary.TryLoad("libc.so.6", out var library)
            && NativeLibrary.TryGetExport(library, "mallopt", out _))
            _ = SetOption(LargeBlocks, LargeBlockBytes);
    }

    [LibraryImport("libc.so.6", EntryPoint = "mallopt")]
    private static partial int SetOption(int option, int value);
}

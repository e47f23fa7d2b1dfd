using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Wasmill.Bench.Native;

/// <summary>The flush of a file's data alone: the least that a log must pay for.</summary>
internal static partial class DataFlush
{
    /// <summary>Flushes a file's data, and of its metadata only what is needed to read it.</summary>
    /// <exception cref="IOException">The system refused.</exception>
    public static void Flush(SafeFileHandle handle)
    {
        if (Sync(handle) != 0)
            throw new IOException(new Win32Exception(Marshal.GetLastPInvokeError()).Message);
    }

    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    private static partial int Sync(SafeFileHandle handle);
}

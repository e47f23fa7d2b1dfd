using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Wasmill.Bench.Native;

/// <summary>Flushes a file's data only: the minimum cost of a durable log.</summary>
internal static partial class DataFlush
{
    /// <summary>Flushes a file's data, and only the metadata needed to read it.</summary>
    /// <exception cref="IOException">The system reports an error.</exception>
    public static void Flush(SafeFileHandle handle)
    {
        if (Sync(handle) != 0)
            throw new IOException(new Win32Exception(Marshal.GetLastPInvokeError()).Message);
    }

    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    private static partial int Sync(SafeFileHandle handle);
}

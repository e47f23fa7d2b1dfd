using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Wasmill.Broker.Native;

/// <summary>Makes the names in a folder durable: after a file was created, renamed or removed, only this puts the change on the disk. .NET opens no folders.</summary>
internal static partial class FolderSync
{
    // open(2) on Linux: O_RDONLY = 0, O_DIRECTORY = 0o200000 (0x10000 on x86-64 and 0x4000 on arm64), O_CLOEXEC = 0o2000000. Without O_DIRECTORY it works as well,
    // so that the flag that differs is left away.
    private const int ReadOnlyCloseOnExec = 0x80000;

    /// <summary>Flushes a folder. Does nothing on Windows, where the file system's own log does it.</summary>
    /// <exception cref="IOException">The system refused; its reason is in the message.</exception>
    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        using var handle = Open(folder, OperatingSystem.IsLinux() ? ReadOnlyCloseOnExec : 0);
        if (handle.IsInvalid || Sync(handle) != 0)
            throw new IOException($"{folder}: {new Win32Exception(Marshal.GetLastPInvokeError()).Message}", Marshal.GetLastPInvokeError());
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(SafeFileHandle handle);
}

using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Wasmill.Storage.Native;

// Tested by: AtomicFileTests
/// <summary>
/// Flushes files and folders to the disk. .NET cannot open folders, and its flush of a file does not report EIO, the most important error
/// (observed with .NET 10.0.12 under strace; see <c>DiskTests</c>).
/// </summary>
internal static partial class DiskSync
{
    // open(2) on Linux: O_RDONLY 0 with O_CLOEXEC 0o2000000. O_DIRECTORY, whose value differs between architectures,
    // is not needed to open a folder.
    private const int ReadOnlyCloseOnExec = 0x80000;
    private const int InvalidArgument = 22;

    /// <summary>Flushes a file.</summary>
    /// <exception cref="IOException">The system refused; its reason is in the message.</exception>
    public static void FlushFile(SafeFileHandle handle, string path)
    {
        if (OperatingSystem.IsWindows())
            RandomAccess.FlushToDisk(handle);
        else if (Sync(handle) != 0)
            throw Failed(path);
    }

    /// <summary>
    /// Makes the names in a folder durable after a file was created, renamed or removed. Does nothing on Windows, where the file system
    /// journal does it.
    /// </summary>
    /// <exception cref="IOException">The system refused; its reason is in the message.</exception>
    public static void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        using var handle = Open(folder, OperatingSystem.IsLinux() ? ReadOnlyCloseOnExec : 0);
        // Some network file systems return EINVAL: they cannot flush folders, but make each name durable themselves.
        if (handle.IsInvalid || (Sync(handle) != 0 && Marshal.GetLastPInvokeError() != InvalidArgument))
            throw Failed(folder);
    }

    // In the form of the runtime's messages: IoReason words both.
    private static IOException Failed(string path)
        => new($"{Marshal.GetLastPInvokeErrorMessage()} : '{path}'", Marshal.GetLastPInvokeError());

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(SafeFileHandle handle);
}

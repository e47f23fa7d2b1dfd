using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Wasmill.Functions.Native;

/// <summary>Opens files of the host to read. .NET's own way waits in the call for whoever writes to a named pipe, past every deadline of a guest.</summary>
internal static partial class FileApi
{
    // O_RDONLY | O_NONBLOCK | O_CLOEXEC, which are other numbers on macOS.
    private const int LinuxFlags = 0x800 | 0x80000;
    private const int MacFlags = 0x4 | 0x1000000;

    /// <summary>Opens a file.</summary>
    /// <returns>Its handle; null when it is no plain file but a pipe or a device.</returns>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public static SafeFileHandle? OpenPlain(string path)
    {
        var handle = OperatingSystem.IsWindows() ? File.OpenHandle(path) : OpenWithoutWaiting(path);
        try
        {
            // Only what has places in it has a length.
            RandomAccess.GetLength(handle);
            return handle;
        }
        catch (NotSupportedException)
        {
            handle.Dispose();
            return null;
        }
    }

    private static SafeFileHandle OpenWithoutWaiting(string path)
    {
        var descriptor = Open(path, OperatingSystem.IsLinux() ? LinuxFlags : MacFlags);
        return descriptor >= 0
            ? new SafeFileHandle(descriptor, ownsHandle: true)
            : throw new IOException($"{path}: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);
}

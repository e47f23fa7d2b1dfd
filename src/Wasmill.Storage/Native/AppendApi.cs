using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Wasmill.Storage.Native;

// Tested by: AppendedFileTests
/// <summary>
/// Opens files of Linux whose writes go to the end. FileMode.Append of .NET seeks there once, so that two processes would overwrite each
/// other's lines.
/// </summary>
internal static partial class AppendApi
{
    // O_WRONLY | O_CREAT | O_APPEND | O_NONBLOCK | O_CLOEXEC.
    private const int Flags = 0x1 | 0x40 | 0x400 | 0x800 | 0x80000;
    private const int Mode = (int)(UnixFileMode.UserRead | UnixFileMode.UserWrite);

    /// <summary>Opens a file, or creates it with mode 0600.</summary>
    /// <exception cref="IOException">The system refused.</exception>
    public static SafeFileHandle Open(string path)
    {
        var descriptor = OpenDescriptor(path, Flags, Mode);
        return descriptor >= 0
            ? new SafeFileHandle(descriptor, ownsHandle: true)
            : throw new IOException($"{Marshal.GetLastPInvokeErrorMessage()} : '{path}'", Marshal.GetLastPInvokeError());
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int OpenDescriptor(string path, int flags, int mode);
}

using Microsoft.Win32.SafeHandles;
using Wasmill.Storage.Native;

namespace Wasmill.Storage;

/// <summary>Opens regular files to read, and nothing else: a pipe would wait for a writer, a device might never end.</summary>
public static class RegularFile
{
    /// <summary>What stands at a path. A link is not followed.</summary>
    public static HostFileKind KindOf(string path) => KindOf(FileApi.FormatOf(path));

    /// <summary>Why something is not a regular file, as the end of a sentence; null when it is one.</summary>
    public static string? Explain(HostFileKind kind) => kind switch
    {
        HostFileKind.Regular => null,
        HostFileKind.Missing => "does not exist",
        HostFileKind.Folder => "is a folder, not a file",
        HostFileKind.Link => "is a link, not a regular file",
        HostFileKind.Pipe => "is a named pipe, not a regular file",
        HostFileKind.Socket => "is a socket, not a regular file",
        _ => "is a device, not a regular file",
    };

    /// <summary>
    /// Opens a file:
    /// (1) refuse what is not a regular file before it is opened, since opening a device may have an effect;
    /// (2) open it without waiting;
    /// (3) look once more at what was opened: another file, or a link in a folder's place, may stand there by now.
    /// </summary>
    /// <param name="path">The file; a path without any link in it, as <see cref="HostPaths.Resolve"/> gives it.</param>
    /// <param name="name">What messages call it.</param>
    /// <exception cref="IOException">It is not a regular file, it cannot be opened, or it was replaced meanwhile; the message says which.</exception>
    public static FileStream Open(string path, string name)
    {
        // 1
        if (Explain(KindOf(path)) is { } reason)
            throw new IOException($"{name} {reason}");

        // 2
        var handle = FileApi.Open(path, name);
        try
        {
            // 3
            if (Explain(KindOf(FileApi.FormatOf(handle))) is { } other)
                throw new IOException($"{name} {other}");
            if (PlaceOf(handle) is { } place && place != path)
                throw new IOException($"{name} was replaced while it was opened; try again");
            return new FileStream(handle, FileAccess.Read);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>Opens a file without waiting for it, and follows links.</summary>
    /// <returns>Its handle; null when it is not a regular file.</returns>
    /// <exception cref="IOException">It cannot be opened.</exception>
    public static SafeFileHandle? TryOpen(string path)
    {
        var handle = FileApi.Open(path, path);
        if (FileApi.FormatOf(handle) == FileApi.Regular)
            return handle;
        handle.Dispose();
        return null;
    }

    private static HostFileKind KindOf(int format) => format switch
    {
        0 => HostFileKind.Missing,
        FileApi.Regular => HostFileKind.Regular,
        FileApi.Folder => HostFileKind.Folder,
        FileApi.Link => HostFileKind.Link,
        FileApi.Pipe => HostFileKind.Pipe,
        FileApi.Socket => HostFileKind.Socket,
        _ => HostFileKind.Device,
    };

    // Null where the system does not tell.
    private static string? PlaceOf(SafeFileHandle handle)
        => OperatingSystem.IsLinux() ? new FileInfo(FormattableString.Invariant($"/proc/self/fd/{handle.DangerousGetHandle()}")).LinkTarget : null;
}

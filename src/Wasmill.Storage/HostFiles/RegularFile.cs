using Microsoft.Win32.SafeHandles;
using Wasmill.Storage.Native;

namespace Wasmill.Storage.HostFiles;

/// <summary>Opens only regular files for reading: a pipe would wait for a writer, a device could be endless.</summary>
public static class RegularFile
{
    /// <summary>Returns the kind of file at a path, without following a link.</summary>
    public static HostFileKind KindOf(string path) => KindOf(FileApi.FormatOf(path));

    /// <summary>Explains why a kind is not a regular file, as the predicate of a sentence; null for a regular file.</summary>
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
    /// (1) reject anything but a regular file before opening it, because opening a device can have an effect;
    /// (2) open the file without waiting;
    /// (3) check what was opened: the file, or a folder of its path, may have been replaced.
    /// </summary>
    /// <param name="path">The file; a path without links, as returned by <see cref="HostPaths.Resolve"/>.</param>
    /// <param name="name">The name for messages.</param>
    /// <exception cref="IOException">The file is not regular, cannot be opened, or was replaced meanwhile; the message states
    /// which.</exception>
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
                throw new IOException($"{name} was replaced while it was being opened; try again");
            return new FileStream(handle, FileAccess.Read);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>Opens a file without waiting, following links.</summary>
    /// <returns>The handle; null if the file is not regular.</returns>
    /// <exception cref="IOException">The file cannot be opened.</exception>
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

    // Null if the system does not provide it.
    private static string? PlaceOf(SafeFileHandle handle)
        => OperatingSystem.IsLinux()
            ? new FileInfo(FormattableString.Invariant($"/proc/self/fd/{handle.DangerousGetHandle()}")).LinkTarget
            : null;
}

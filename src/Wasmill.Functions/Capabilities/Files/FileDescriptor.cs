using Microsoft.Win32.SafeHandles;
using Wasmill.Storage;
using Wasmill.Storage.HostFiles;

namespace Wasmill.Functions.Capabilities.Files;

/// <summary>An open file.</summary>
internal sealed class FileDescriptor : Descriptor
{
    private readonly SafeFileHandle _handle;

    private FileDescriptor(MountNode node, SafeFileHandle handle)
    {
        Node = node;
        _handle = handle;
    }

    /// <inheritdoc />
    public override MountNode Node { get; }

    /// <summary>The position of the next read in bytes.</summary>
    public long Position { get; set; }

    /// <summary>The length of the file in bytes.</summary>
    public long Length => RandomAccess.GetLength(_handle);

    /// <summary>Opens a file; null if it is a pipe or a device.</summary>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static FileDescriptor? Open(MountNode node)
        => RegularFile.TryOpen(node.HostPath!) is { } handle ? new FileDescriptor(node, handle) : null;

    /// <summary>Reads from a position; returns 0 at the end.</summary>
    public int Read(Span<byte> bytes, long position) => RandomAccess.Read(_handle, bytes, position);

    /// <inheritdoc />
    public override void Dispose() => _handle.Dispose();
}

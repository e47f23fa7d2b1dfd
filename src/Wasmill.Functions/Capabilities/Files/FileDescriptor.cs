using Microsoft.Win32.SafeHandles;

namespace Wasmill.Functions.Capabilities.Files;

/// <summary>An open file.</summary>
internal sealed class FileDescriptor(MountNode node) : Descriptor
{
    private readonly SafeFileHandle _handle = File.OpenHandle(node.HostPath!);

    /// <inheritdoc />
    public override MountNode Node => node;

    /// <summary>Where the next read begins, in bytes.</summary>
    public long Position { get; set; }

    /// <summary>The file's length in bytes.</summary>
    public long Length => RandomAccess.GetLength(_handle);

    /// <summary>Reads; 0 at the end.</summary>
    public int Read(Span<byte> bytes, long position) => RandomAccess.Read(_handle, bytes, position);

    /// <inheritdoc />
    public override void Dispose() => _handle.Dispose();
}

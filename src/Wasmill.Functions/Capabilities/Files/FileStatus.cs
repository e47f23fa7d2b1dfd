using System.Buffers.Binary;
using System.Text;

namespace Wasmill.Functions.Capabilities.Files;

// Tested by: FilesTests
/// <summary>
/// The layout of WASI's <c>filestat</c>: device u64, inode u64, type u8 at 16, links u64 at 24, size u64 at 32, then access, change and
/// status time.
/// </summary>
internal static class FileStatus
{
    /// <summary>The size in bytes.</summary>
    public const uint Size = 64;

    private const ulong NanosecondsPerTick = 100;

    /// <summary>Returns the type of a node.</summary>
    public static FileType TypeOf(MountNode node) => node.IsFolder ? FileType.Directory : FileType.Regular;

    /// <summary>Computes a number for a node: FNV-1a over its path. The host's own inodes would reveal details of the host.</summary>
    public static ulong InodeOf(MountNode node)
    {
        var hash = 14695981039346656037UL;
        foreach (var unit in Encoding.UTF8.GetBytes(node.HostPath ?? ""))
            hash = (hash ^ unit) * 1099511628211UL;
        return hash;
    }

    /// <summary>Writes the status.</summary>
    public static void Write(MountNode node, Span<byte> status)
    {
        status.Clear();
        BinaryPrimitives.WriteUInt64LittleEndian(status[8..], InodeOf(node));
        status[16] = (byte)TypeOf(node);
        BinaryPrimitives.WriteUInt64LittleEndian(status[24..], 1);
        if (node.HostPath is not { } path)
            return;
        if (!node.IsFolder)
            BinaryPrimitives.WriteUInt64LittleEndian(status[32..], (ulong)new FileInfo(path).Length);
        var changed = (ulong)Math.Max(0, (File.GetLastWriteTimeUtc(path) - DateTime.UnixEpoch).Ticks) * NanosecondsPerTick;
        foreach (var at in (ReadOnlySpan<int>)[40, 48, 56])
            BinaryPrimitives.WriteUInt64LittleEndian(status[at..], changed);
    }
}

using System.Buffers.Binary;
using Wasmill.Functions.Calls;

namespace Wasmill.Functions.Capabilities.Files;

// Tested by: FilesTests
/// <summary>The functions of WASI preview 1 on folders: the preopened folder, and listing.</summary>
internal static class FolderFunctions
{
    private const int EntryHeaderSize = 24;

    /// <summary><c>fd_prestat_get</c>: the tag of a folder (0), and the length of its name at 4.</summary>
    public static WasiError PreopenGet(GuestCall call, GuestMemory memory, ReadOnlySpan<long> arguments)
    {
        if (!IsPreopened(call, arguments[0]))
            return WasiError.BadDescriptor;
        return memory.TryWrite((uint)arguments[1], 0U) && memory.TryWrite((uint)arguments[1] + 4, 1U) ? WasiError.Success : WasiError.Fault;
    }

    /// <summary><c>fd_prestat_dir_name</c>: <c>/</c>.</summary>
    public static WasiError PreopenName(GuestCall call, GuestMemory memory, ReadOnlySpan<long> arguments)
    {
        if (!IsPreopened(call, arguments[0]))
            return WasiError.BadDescriptor;
        if ((uint)arguments[2] < 1)
            return WasiError.NameTooLong;
        if (!memory.TrySlice((uint)arguments[1], 1, out var name))
            return WasiError.Fault;
        name[0] = (byte)'/';
        return WasiError.Success;
    }

    /// <summary>
    /// <c>fd_readdir</c>: entries from the cookie on, each 24 bytes and its name, until the buffer is full; the last entry may be cut.
    /// </summary>
    public static WasiError Read(GuestCall call, GuestMemory memory, ReadOnlySpan<long> arguments)
    {
        var descriptor = FilesCapability.OpenedBy(call).Find(arguments[0]);
        if (descriptor is not FolderDescriptor folder)
            return descriptor is null ? WasiError.BadDescriptor : WasiError.NotDirectory;
        if (!memory.TrySlice((uint)arguments[1], (uint)arguments[2], out var buffer))
            return WasiError.Fault;
        try
        {
            if (folder.Listing is null || arguments[3] == 0)
                folder.Listing = FolderLister.List(folder.Node);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return WasiError.Io;
        }

        var used = 0;
        Span<byte> header = stackalloc byte[EntryHeaderSize];
        for (var i = (ulong)arguments[3]; i < (ulong)folder.Listing.Count && used < buffer.Length; i++)
        {
            var entry = folder.Listing[(int)i];
            header.Clear();
            BinaryPrimitives.WriteUInt64LittleEndian(header, i + 1);
            BinaryPrimitives.WriteUInt64LittleEndian(header[8..], entry.Inode);
            BinaryPrimitives.WriteUInt32LittleEndian(header[16..], (uint)entry.Name.Length);
            header[20] = (byte)entry.Type;
            used += Copy(header, buffer[used..]);
            used += Copy(entry.Name, buffer[used..]);
        }

        return memory.TryWrite((uint)arguments[4], (uint)used) ? WasiError.Success : WasiError.Fault;
    }

    /// <summary>Refuses functions that would change the content of a folder.</summary>
    public static WasiError RefuseWrite(GuestCall call, GuestMemory memory, ReadOnlySpan<long> arguments)
        => FilesCapability.OpenedBy(call).Find(arguments[0]) is null ? WasiError.BadDescriptor : WasiError.ReadOnlyFileSystem;

    private static bool IsPreopened(GuestCall call, long number)
        => number == DescriptorTable.RootNumber
            && FilesCapability.OpenedBy(call).Find(number) is { } descriptor
            && descriptor.Node == FilesCapability.TreeOf(call).Root;

    private static int Copy(ReadOnlySpan<byte> bytes, Span<byte> room)
    {
        var length = Math.Min(bytes.Length, room.Length);
        bytes[..length].CopyTo(room);
        return length;
    }
}

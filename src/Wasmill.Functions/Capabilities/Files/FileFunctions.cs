using System.Buffers.Binary;
using Wasmill.Functions.Calls;

namespace Wasmill.Functions.Capabilities.Files;

// Tested by: FilesTests
/// <summary>The functions of WASI preview 1 on open descriptors: status, reading, seeking.</summary>
internal static class FileFunctions
{
    private const int VectorSize = 8;

    // IOV_MAX on Linux.
    private const int VectorLimit = 1024;

    // fd_read, fd_seek, fd_tell, fd_advise, fd_filestat_get.
    private const ulong FileRights = 1 << 1 | 1 << 2 | 1 << 5 | 1 << 7 | 1 << 21;

    // path_open, fd_readdir, path_filestat_get, fd_filestat_get.
    private const ulong FolderRights = 1 << 13 | 1 << 14 | 1 << 18 | 1 << 21;

    /// <summary><c>fd_fdstat_get</c>: type u8, flags u16 at 2, rights u64 at 8, inherited rights u64 at 16.</summary>
    public static WasiError DescriptorStatus(GuestCall call, GuestMemory memory, ReadOnlySpan<long> arguments)
    {
        if (FilesCapability.OpenedBy(call).Find(arguments[0]) is not { } descriptor)
            return WasiError.BadDescriptor;
        if (!memory.TrySlice((uint)arguments[1], 24, out var status))
            return WasiError.Fault;
        status.Clear();
        status[0] = (byte)FileStatus.TypeOf(descriptor.Node);
        BinaryPrimitives.WriteUInt64LittleEndian(status[8..], descriptor.Node.IsFolder ? FolderRights : FileRights);
        // Report all rights, so that libc asks for the right to write and is refused, instead of opening a file that it cannot write.
        BinaryPrimitives.WriteUInt64LittleEndian(status[16..], descriptor.Node.IsFolder ? ulong.MaxValue : 0);
        return WasiError.Success;
    }

    /// <summary><c>fd_filestat_get</c>.</summary>
    public static WasiError Status(GuestCall call, GuestMemory memory, ReadOnlySpan<long> arguments)
        => FilesCapability.OpenedBy(call).Find(arguments[0]) is { } descriptor
            ? WriteStatus(descriptor.Node, memory, arguments[1])
            : WasiError.BadDescriptor;

    /// <summary>Writes the status of a file or folder.</summary>
    public static WasiError WriteStatus(MountNode node, GuestMemory memory, long address)
    {
        if (!memory.TrySlice((uint)address, FileStatus.Size, out var status))
            return WasiError.Fault;
        try
        {
            FileStatus.Write(node, status);
            return WasiError.Success;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return WasiError.Io;
        }
    }

    /// <summary><c>fd_read</c>.</summary>
    public static WasiError Read(GuestCall call, GuestMemory memory, ReadOnlySpan<long> arguments)
    {
        if (Find(call, arguments[0], out var file) is var error and not WasiError.Success)
            return error;
        error = Fill(file!, memory, arguments[1], arguments[2], file!.Position, out var read);
        file.Position += read;
        return error == WasiError.Success && !memory.TryWrite((uint)arguments[3], (uint)read) ? WasiError.Fault : error;
    }

    /// <summary><c>fd_pread</c>.</summary>
    public static WasiError ReadAt(GuestCall call, GuestMemory memory, ReadOnlySpan<long> arguments)
    {
        if (Find(call, arguments[0], out var file) is var error and not WasiError.Success)
            return error;
        if (arguments[3] < 0)
            return WasiError.Invalid;
        error = Fill(file!, memory, arguments[1], arguments[2], arguments[3], out var read);
        return error == WasiError.Success && !memory.TryWrite((uint)arguments[4], (uint)read) ? WasiError.Fault : error;
    }

    /// <summary><c>fd_seek</c>.</summary>
    public static WasiError Seek(GuestCall call, GuestMemory memory, ReadOnlySpan<long> arguments)
    {
        if (Find(call, arguments[0], out var file) is var error and not WasiError.Success)
            return error;
        if (arguments[2] is < 0 or > 2)
            return WasiError.Invalid;
        var position = (Int128)arguments[1] + arguments[2] switch { 0 => 0, 1 => file!.Position, _ => file!.Length };
        if (position < 0 || position > long.MaxValue)
            return WasiError.Invalid;
        file!.Position = (long)position;
        return memory.TryWrite((uint)arguments[3], (ulong)position) ? WasiError.Success : WasiError.Fault;
    }

    /// <summary><c>fd_tell</c>.</summary>
    public static WasiError Tell(GuestCall call, GuestMemory memory, ReadOnlySpan<long> arguments)
    {
        if (Find(call, arguments[0], out var file) is var error and not WasiError.Success)
            return error;
        return memory.TryWrite((uint)arguments[1], (ulong)file!.Position) ? WasiError.Success : WasiError.Fault;
    }

    /// <summary>Refuses functions that would write to an open descriptor.</summary>
    public static WasiError RefuseWrite(GuestCall call, GuestMemory memory, ReadOnlySpan<long> arguments)
        => FilesCapability.OpenedBy(call).Find(arguments[0]) is null ? WasiError.BadDescriptor : WasiError.NotCapable;

    /// <summary>Accepts functions that have no effect on read-only files.</summary>
    public static WasiError NothingToDo(GuestCall call, GuestMemory memory, ReadOnlySpan<long> arguments)
        => FilesCapability.OpenedBy(call).Find(arguments[0]) is null ? WasiError.BadDescriptor : WasiError.Success;

    private static WasiError Find(GuestCall call, long number, out FileDescriptor? file)
    {
        var descriptor = FilesCapability.OpenedBy(call).Find(number);
        file = descriptor as FileDescriptor;
        return file is not null ? WasiError.Success : descriptor is null ? WasiError.BadDescriptor : WasiError.IsDirectory;
    }

    private static WasiError Fill(FileDescriptor file, GuestMemory memory, long address, long count, long position, out int read)
    {
        read = 0;
        if ((uint)count > VectorLimit)
            return WasiError.Invalid;
        if (!memory.TrySlice((uint)address, (uint)count, VectorSize, out var vectors))
            return WasiError.Fault;
        try
        {
            for (; !vectors.IsEmpty; vectors = vectors[VectorSize..])
            {
                if (!memory.TrySlice(
                    BinaryPrimitives.ReadUInt32LittleEndian(vectors),
                    BinaryPrimitives.ReadUInt32LittleEndian(vectors[4..]),
                    out var target))
                    return WasiError.Fault;
                // Vectors may share memory: without a bound, a thousand of them would read far more than the guest can hold.
                if (read + (long)target.Length > memory.Length)
                    break;
                var got = file.Read(target, position + read);
                read += got;
                if (got < target.Length)
                    break;
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return WasiError.Io;
        }

        return WasiError.Success;
    }
}

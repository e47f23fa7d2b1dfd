using System.Text;
using System.Text.Unicode;
using Wasmill.Functions.Calls;

namespace Wasmill.Functions.Capabilities.Files;

// Tested by: FilesTests
/// <summary>The functions of WASI preview 1 that take a path below an open folder.</summary>
internal static class PathFunctions
{
    // PATH_MAX on Linux.
    private const int PathLimit = 4096;

    // oflags of path_open.
    private const long Create = 1;
    private const long OnlyDirectory = 2;
    private const long Exclusive = 4;
    private const long Truncate = 8;

    // The right fd_write.
    private const long WriteRight = 1 << 6;

    /// <summary><c>path_open</c>.</summary>
    public static WasiError Open(GuestCall call, GuestMemory memory, ReadOnlySpan<long> arguments)
    {
        var (flags, rights) = (arguments[4], arguments[5]);
        var error = Follow(call, memory, arguments[0], arguments[2], arguments[3], out var node);
        if (error == WasiError.NoEntry && (flags & Create) != 0)
            return WasiError.ReadOnlyFileSystem;
        if (error != WasiError.Success)
            return error;
        if ((flags & (Create | Exclusive)) == (Create | Exclusive))
            return WasiError.Exists;
        if ((flags & Truncate) != 0 || (rights & WriteRight) != 0)
            return WasiError.ReadOnlyFileSystem;
        if ((flags & OnlyDirectory) != 0 && !node!.IsFolder)
            return WasiError.NotDirectory;
        if (!memory.TrySlice((uint)arguments[8], sizeof(uint), out _))
            return WasiError.Fault;

        try
        {
            Descriptor? descriptor = node!.IsFolder ? new FolderDescriptor(node) : FileDescriptor.Open(node);
            if (descriptor is null)
                return WasiError.NotCapable;
            error = FilesCapability.OpenedBy(call).Add(descriptor, out var number);
            if (error == WasiError.Success)
                memory.TryWrite((uint)arguments[8], number);
            return error;
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            return WasiError.Io;
        }
    }

    /// <summary><c>path_filestat_get</c>.</summary>
    public static WasiError Status(GuestCall call, GuestMemory memory, ReadOnlySpan<long> arguments)
    {
        var error = Follow(call, memory, arguments[0], arguments[2], arguments[3], out var node);
        return error == WasiError.Success ? FileFunctions.WriteStatus(node!, memory, arguments[4]) : error;
    }

    /// <summary><c>path_readlink</c>: guests see no links, so no path is a link.</summary>
    public static WasiError ReadLink(GuestCall call, GuestMemory memory, ReadOnlySpan<long> arguments)
    {
        var error = Follow(call, memory, arguments[0], arguments[1], arguments[2], out _);
        return error == WasiError.Success ? WasiError.Invalid : error;
    }

    private static WasiError Follow(GuestCall call, GuestMemory memory, long number, long address, long length, out MountNode? node)
    {
        node = null;
        var descriptor = FilesCapability.OpenedBy(call).Find(number);
        if (descriptor is not FolderDescriptor folder)
            return descriptor is null ? WasiError.BadDescriptor : WasiError.NotDirectory;
        if (!memory.TrySlice((uint)address, (uint)length, out var path))
            return WasiError.Fault;
        if (path.Length > PathLimit)
            return WasiError.NameTooLong;
        if (!Utf8.IsValid(path))
            return WasiError.IllegalBytes;
        try
        {
            return MountTree.Follow(folder.Node, Encoding.UTF8.GetString(path), out node);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return WasiError.Io;
        }
    }
}

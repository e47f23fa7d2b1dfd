using System.Buffers.Binary;
using System.Text;

namespace Wasmill.Functions.Wasi;

/// <summary>
/// WASI preview 1 for guests that get nothing but clocks, random bytes, their environment, and an output that goes to the log. There is no file system:
/// every function of it is there and says so.
/// </summary>
internal static class Preview1
{
    /// <summary>The name of the import module.</summary>
    public const string ModuleName = "wasi_snapshot_preview1";

    private const int StandardInput = 0;
    private const int StandardError = 2;
    private const byte CharacterDevice = 2;
    private const int IovecSize = 8;

    /// <summary>All functions by name.</summary>
    public static IReadOnlyDictionary<string, Preview1Function> Functions { get; } = Create().ToDictionary(function => function.Name);

    private static IEnumerable<Preview1Function> Create() =>
    [
        new("args_get", "ii", static (_, _, _) => WasiError.Success),
        new("args_sizes_get", "ii", static (_, memory, arguments) => WriteSizes(memory, arguments, 0, 0)),
        new("environ_get", "ii", EnvironGet),
        new("environ_sizes_get", "ii", EnvironSizesGet),
        new("clock_res_get", "ii", ClockResolution),
        new("clock_time_get", "iIi", ClockTime),
        new("fd_advise", "iIIi", NoDescriptor),
        new("fd_allocate", "iII", NoDescriptor),
        new("fd_close", "i", static (_, _, arguments) => IsStandard(arguments[0]) ? WasiError.Success : WasiError.BadDescriptor),
        new("fd_datasync", "i", NoDescriptor),
        new("fd_fdstat_get", "ii", DescriptorStatus),
        new("fd_fdstat_set_flags", "ii", NoDescriptor),
        new("fd_fdstat_set_rights", "iII", NoDescriptor),
        new("fd_filestat_get", "ii", FileStatus),
        new("fd_filestat_set_size", "iI", NoDescriptor),
        new("fd_filestat_set_times", "iIIi", NoDescriptor),
        new("fd_pread", "iiiIi", NoDescriptor),
        new("fd_prestat_get", "ii", NoDescriptor),
        new("fd_prestat_dir_name", "iii", NoDescriptor),
        new("fd_pwrite", "iiiIi", NoDescriptor),
        new("fd_read", "iiii", Read),
        new("fd_readdir", "iiiIi", NoDescriptor),
        new("fd_renumber", "ii", NoDescriptor),
        new("fd_seek", "iIii", static (_, _, arguments) => IsStandard(arguments[0]) ? WasiError.SeekOnPipe : WasiError.BadDescriptor),
        new("fd_sync", "i", NoDescriptor),
        new("fd_tell", "ii", static (_, _, arguments) => IsStandard(arguments[0]) ? WasiError.SeekOnPipe : WasiError.BadDescriptor),
        new("fd_write", "iiii", Write),
        new("path_create_directory", "iii", NoDescriptor),
        new("path_filestat_get", "iiiii", NoDescriptor),
        new("path_filestat_set_times", "iiiiIIi", NoDescriptor),
        new("path_link", "iiiiiii", NoDescriptor),
        new("path_open", "iiiiiIIii", NoDescriptor),
        new("path_readlink", "iiiiii", NoDescriptor),
        new("path_remove_directory", "iii", NoDescriptor),
        new("path_rename", "iiiiii", NoDescriptor),
        new("path_symlink", "iiiii", NoDescriptor),
        new("path_unlink_file", "iii", NoDescriptor),
        new("poll_oneoff", "iiii", PollOneOff.Run),
        new("proc_exit", "i", Exit),
        new("proc_raise", "i", static (_, _, _) => WasiError.NotImplemented),
        new("random_get", "ii", RandomGet),
        new("sched_yield", "", static (_, _, _) => WasiError.Success),
        new("sock_accept", "iii", NoDescriptor),
        new("sock_recv", "iiiiii", NoDescriptor),
        new("sock_send", "iiiii", NoDescriptor),
        new("sock_shutdown", "ii", NoDescriptor),
    ];

    private static bool IsStandard(long descriptor) => descriptor is >= StandardInput and <= StandardError;

    private static WasiError NoDescriptor(WasiCall call, GuestMemory memory, ReadOnlySpan<long> arguments) => WasiError.BadDescriptor;

    private static WasiError WriteSizes(GuestMemory memory, ReadOnlySpan<long> arguments, int count, int bytes)
        => memory.TryWrite((uint)arguments[0], (uint)count) && memory.TryWrite((uint)arguments[1], (uint)bytes) ? WasiError.Success : WasiError.Fault;

    private static WasiError EnvironSizesGet(WasiCall call, GuestMemory memory, ReadOnlySpan<long> arguments)
    {
        var bytes = 0;
        foreach (var variable in call.World.Environment)
            bytes += Encoding.UTF8.GetByteCount(variable) + 1;
        return WriteSizes(memory, arguments, call.World.Environment.Count, bytes);
    }

    private static WasiError EnvironGet(WasiCall call, GuestMemory memory, ReadOnlySpan<long> arguments)
    {
        var (pointers, text) = ((uint)arguments[0], (uint)arguments[1]);
        foreach (var variable in call.World.Environment)
        {
            var length = (uint)Encoding.UTF8.GetByteCount(variable);
            if (!memory.TryWrite(pointers, text) || !memory.TrySlice(text, length + 1, out var slice))
                return WasiError.Fault;
            Encoding.UTF8.GetBytes(variable, slice);
            slice[^1] = 0;
            pointers += sizeof(uint);
            text += length + 1;
        }

        return WasiError.Success;
    }

    private static WasiError ClockResolution(WasiCall call, GuestMemory memory, ReadOnlySpan<long> arguments)
        => arguments[0] is < 0 or > 3 ? WasiError.Invalid : memory.TryWrite((uint)arguments[1], 1UL) ? WasiError.Success : WasiError.Fault;

    private static WasiError ClockTime(WasiCall call, GuestMemory memory, ReadOnlySpan<long> arguments)
    {
        if (arguments[0] is < 0 or > 3)
            return WasiError.Invalid;
        var now = WasiClock.Nanoseconds(call.World.Time, realTime: arguments[0] == 0);
        return memory.TryWrite((uint)arguments[2], now) ? WasiError.Success : WasiError.Fault;
    }

    private static WasiError DescriptorStatus(WasiCall call, GuestMemory memory, ReadOnlySpan<long> arguments)
    {
        if (!IsStandard(arguments[0]))
            return WasiError.BadDescriptor;
        // fdstat: type u8, flags u16 at 2, rights u64 at 8 and 16. All rights, so that libc does not refuse by itself.
        if (!memory.TrySlice((uint)arguments[1], 24, out var status))
            return WasiError.Fault;
        status.Clear();
        status[0] = CharacterDevice;
        status[8..].Fill(0xFF);
        return WasiError.Success;
    }

    private static WasiError FileStatus(WasiCall call, GuestMemory memory, ReadOnlySpan<long> arguments)
    {
        if (!IsStandard(arguments[0]))
            return WasiError.BadDescriptor;
        // filestat: device, inode, type u8 at 16, links, size, three times; 64 bytes in all.
        if (!memory.TrySlice((uint)arguments[1], 64, out var status))
            return WasiError.Fault;
        status.Clear();
        status[16] = CharacterDevice;
        return WasiError.Success;
    }

    private static WasiError Read(WasiCall call, GuestMemory memory, ReadOnlySpan<long> arguments)
    {
        if (arguments[0] != StandardInput)
            return WasiError.BadDescriptor;
        return memory.TryWrite((uint)arguments[3], 0U) ? WasiError.Success : WasiError.Fault;
    }

    private static WasiError Write(WasiCall call, GuestMemory memory, ReadOnlySpan<long> arguments)
    {
        if (arguments[0] is not (1 or StandardError))
            return WasiError.BadDescriptor;
        if (!memory.TrySlice((uint)arguments[1], (uint)arguments[2], IovecSize, out var vectors))
            return WasiError.Fault;

        var stream = arguments[0] == 1 ? FunctionLogStream.Output : FunctionLogStream.Error;
        ulong total = 0;
        for (; !vectors.IsEmpty; vectors = vectors[IovecSize..])
        {
            var address = BinaryPrimitives.ReadUInt32LittleEndian(vectors);
            var length = BinaryPrimitives.ReadUInt32LittleEndian(vectors[4..]);
            if (!memory.TrySlice(address, length, out var bytes))
                return WasiError.Fault;
            if (!call.Output.Write(stream, bytes))
                call.End(FunctionFailure.OutputFlood, $"output flood: the function wrote more than {call.Output.Limit} bytes to its output");
            total += length;
        }

        return memory.TryWrite((uint)arguments[3], (uint)Math.Min(total, uint.MaxValue)) ? WasiError.Success : WasiError.Fault;
    }

    private static WasiError RandomGet(WasiCall call, GuestMemory memory, ReadOnlySpan<long> arguments)
    {
        if (!memory.TrySlice((uint)arguments[0], (uint)arguments[1], out var bytes))
            return WasiError.Fault;
        call.World.Random.Fill(bytes);
        return WasiError.Success;
    }

    private static WasiError Exit(WasiCall call, GuestMemory memory, ReadOnlySpan<long> arguments)
    {
        call.End(FunctionFailure.Exit, $"exit: the function ended itself with exit code {(int)arguments[0]}");
        return WasiError.Success;
    }
}

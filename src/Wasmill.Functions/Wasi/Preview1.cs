using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Wasmill.Functions.Calls;
using Wasmill.Functions.Capabilities.Files;

namespace Wasmill.Functions.Wasi;

// Tested by: PythonStandardLibraryTests, EdgeTests
/// <summary>
/// WASI preview 1 for guests with clocks, random bytes, environment, arguments, input, output (the log or the response), and read access to
/// granted files. There are no sockets: their functions exist and return an error.
/// </summary>
internal static class Preview1
{
    /// <summary>The name of the import module.</summary>
    public const string ModuleName = "wasi_snapshot_preview1";

    private const int StandardInput = 0;
    private const int StandardOutput = 1;
    private const int StandardError = 2;
    private const byte UnknownDevice = 0;
    private const byte CharacterDevice = 2;
    private const int IovecSize = 8;

    /// <summary>All functions.</summary>
    public static IReadOnlyList<HostFunction> Functions { get; } =
    [
        Wasi("args_get", "ii", static (call, memory, arguments) => WriteStrings(call.World.Arguments, memory, arguments)),
        Wasi("args_sizes_get", "ii", static (call, memory, arguments) => WriteSizes(call.World.Arguments, memory, arguments)),
        Wasi("environ_get", "ii", static (call, memory, arguments) => WriteStrings(call.World.Environment, memory, arguments)),
        Wasi("environ_sizes_get", "ii", static (call, memory, arguments) => WriteSizes(call.World.Environment, memory, arguments)),
        Wasi("clock_res_get", "ii", ClockResolution),
        Wasi("clock_time_get", "iIi", ClockTime),
        Wasi("fd_advise", "iIIi", FileFunctions.NothingToDo),
        Wasi("fd_allocate", "iII", FileFunctions.RefuseWrite),
        Wasi("fd_close", "i", static (call, _, arguments) =>
            IsStandard(arguments[0]) || FilesCapability.OpenedBy(call).Close(arguments[0]) ? WasiError.Success : WasiError.BadDescriptor),
        Wasi("fd_datasync", "i", FileFunctions.NothingToDo),
        Wasi("fd_fdstat_get", "ii", DescriptorStatus),
        Wasi("fd_fdstat_set_flags", "ii", NoDescriptor),
        Wasi("fd_fdstat_set_rights", "iII", NoDescriptor),
        Wasi("fd_filestat_get", "ii", FileStatus),
        Wasi("fd_filestat_set_size", "iI", FileFunctions.RefuseWrite),
        Wasi("fd_filestat_set_times", "iIIi", FileFunctions.RefuseWrite),
        Wasi("fd_pread", "iiiIi", FileFunctions.ReadAt),
        Wasi("fd_prestat_get", "ii", FolderFunctions.PreopenGet),
        Wasi("fd_prestat_dir_name", "iii", FolderFunctions.PreopenName),
        Wasi("fd_pwrite", "iiiIi", FileFunctions.RefuseWrite),
        Wasi("fd_read", "iiii", Read),
        Wasi("fd_readdir", "iiiIi", FolderFunctions.Read),
        Wasi("fd_renumber", "ii", NoDescriptor),
        Wasi("fd_seek", "iIii", static (call, memory, arguments) =>
            IsStandard(arguments[0]) ? WasiError.SeekOnPipe : FileFunctions.Seek(call, memory, arguments)),
        Wasi("fd_sync", "i", FileFunctions.NothingToDo),
        Wasi("fd_tell", "ii", static (call, memory, arguments) =>
            IsStandard(arguments[0]) ? WasiError.SeekOnPipe : FileFunctions.Tell(call, memory, arguments)),
        Wasi("fd_write", "iiii", Write),
        Wasi("path_create_directory", "iii", FolderFunctions.RefuseWrite),
        Wasi("path_filestat_get", "iiiii", PathFunctions.Status),
        Wasi("path_filestat_set_times", "iiiiIIi", FolderFunctions.RefuseWrite),
        Wasi("path_link", "iiiiiii", FolderFunctions.RefuseWrite),
        Wasi("path_open", "iiiiiIIii", PathFunctions.Open),
        Wasi("path_readlink", "iiiiii", PathFunctions.ReadLink),
        Wasi("path_remove_directory", "iii", FolderFunctions.RefuseWrite),
        Wasi("path_rename", "iiiiii", FolderFunctions.RefuseWrite),
        Wasi("path_symlink", "iiiii", static (call, memory, arguments) => FolderFunctions.RefuseWrite(call, memory, arguments[2..])),
        Wasi("path_unlink_file", "iii", FolderFunctions.RefuseWrite),
        Wasi("poll_oneoff", "iiii", PollOneOff.Run),
        new(ModuleName, "proc_exit", "i", "", Exit),
        Wasi("proc_raise", "i", static (_, _, _) => WasiError.NotImplemented),
        Wasi("random_get", "ii", RandomGet),
        Wasi("sched_yield", "", static (_, _, _) => WasiError.Success),
        Wasi("sock_accept", "iii", NoDescriptor),
        Wasi("sock_recv", "iiiiii", NoDescriptor),
        Wasi("sock_send", "iiiii", NoDescriptor),
        Wasi("sock_shutdown", "ii", NoDescriptor),
    ];

    // No function of WASI calls into the guest, so the memory can be fetched once.
    private static HostFunction Wasi(string name, string parameters, Preview1Body body)
        => new(ModuleName, name, parameters, "i", (call, arguments) => (long)body(call, call.Memory, arguments));

    private static bool IsStandard(long descriptor) => descriptor is >= StandardInput and <= StandardError;

    private static WasiError NoDescriptor(GuestCall call, GuestMemory memory, ReadOnlySpan<long> arguments) => WasiError.BadDescriptor;

    private static WasiError WriteSizes(IReadOnlyList<string> texts, GuestMemory memory, ReadOnlySpan<long> arguments)
    {
        uint bytes = 0;
        foreach (var text in texts)
            bytes += (uint)Encoding.UTF8.GetByteCount(text) + 1;
        return memory.TryWrite((uint)arguments[0], (uint)texts.Count) && memory.TryWrite((uint)arguments[1], bytes)
            ? WasiError.Success
            : WasiError.Fault;
    }

    private static WasiError WriteStrings(IReadOnlyList<string> texts, GuestMemory memory, ReadOnlySpan<long> arguments)
    {
        var (pointers, place) = ((uint)arguments[0], (uint)arguments[1]);
        foreach (var text in texts)
        {
            var length = (uint)Encoding.UTF8.GetByteCount(text);
            if (!memory.TryWrite(pointers, place) || !memory.TrySlice(place, length + 1, out var slice))
                return WasiError.Fault;
            Encoding.UTF8.GetBytes(text, slice);
            slice[^1] = 0;
            pointers += sizeof(uint);
            place += length + 1;
        }

        return WasiError.Success;
    }

    private static WasiError ClockResolution(GuestCall call, GuestMemory memory, ReadOnlySpan<long> arguments)
        => arguments[0] is < 0 or > 3 ? WasiError.Invalid : memory.TryWrite((uint)arguments[1], 1UL) ? WasiError.Success : WasiError.Fault;

    private static WasiError ClockTime(GuestCall call, GuestMemory memory, ReadOnlySpan<long> arguments)
    {
        if (arguments[0] is < 0 or > 3)
            return WasiError.Invalid;
        var now = WasiClock.Nanoseconds(call.World.Time, realTime: arguments[0] == 0);
        return memory.TryWrite((uint)arguments[2], now) ? WasiError.Success : WasiError.Fault;
    }

    // A stream that carries a body must not look like a terminal: the guest's libc would write it line by line.
    private static byte FileType(GuestCall call, long descriptor)
        => call.World.OutputIsAnswer && descriptor != StandardError ? UnknownDevice : CharacterDevice;

    private static WasiError DescriptorStatus(GuestCall call, GuestMemory memory, ReadOnlySpan<long> arguments)
    {
        if (!IsStandard(arguments[0]))
            return FileFunctions.DescriptorStatus(call, memory, arguments);
        // fdstat: type u8, flags u16 at 2, rights u64 at 8 and 16. All rights, so that libc does not refuse an operation itself.
        if (!memory.TrySlice((uint)arguments[1], 24, out var status))
            return WasiError.Fault;
        status.Clear();
        status[0] = FileType(call, arguments[0]);
        status[8..].Fill(0xFF);
        return WasiError.Success;
    }

    private static WasiError FileStatus(GuestCall call, GuestMemory memory, ReadOnlySpan<long> arguments)
    {
        if (!IsStandard(arguments[0]))
            return FileFunctions.Status(call, memory, arguments);
        // filestat: device, inode, type u8 at 16, links, size, three times; 64 bytes in all.
        if (!memory.TrySlice((uint)arguments[1], 64, out var status))
            return WasiError.Fault;
        status.Clear();
        status[16] = FileType(call, arguments[0]);
        return WasiError.Success;
    }

    private static WasiError Read(GuestCall call, GuestMemory memory, ReadOnlySpan<long> arguments)
    {
        if (arguments[0] != StandardInput)
            return FileFunctions.Read(call, memory, arguments);
        if (!memory.TrySlice((uint)arguments[1], (uint)arguments[2], IovecSize, out var vectors))
            return WasiError.Fault;

        uint total = 0;
        for (; !vectors.IsEmpty; vectors = vectors[IovecSize..])
        {
            if (!TryVector(memory, vectors, out var bytes))
                return WasiError.Fault;
            var rest = call.World.Input.Span[call.InputPosition..];
            var taken = Math.Min(rest.Length, bytes.Length);
            rest[..taken].CopyTo(bytes);
            call.InputPosition += taken;
            total += (uint)taken;
        }

        return memory.TryWrite((uint)arguments[3], total) ? WasiError.Success : WasiError.Fault;
    }

    private static WasiError Write(GuestCall call, GuestMemory memory, ReadOnlySpan<long> arguments)
    {
        if (arguments[0] is not (StandardOutput or StandardError))
            return FileFunctions.RefuseWrite(call, memory, arguments);
        if (!memory.TrySlice((uint)arguments[1], (uint)arguments[2], IovecSize, out var vectors))
            return WasiError.Fault;

        ulong total = 0;
        for (; !vectors.IsEmpty; vectors = vectors[IovecSize..])
        {
            if (!TryVector(memory, vectors, out var bytes))
                return WasiError.Fault;
            if (arguments[0] == StandardOutput && call.World.OutputIsAnswer)
                WriteAnswer(call, bytes);
            else
                call.WriteOutput(arguments[0] == StandardOutput ? FunctionLogStream.Output : FunctionLogStream.Error, bytes);
            total += (uint)bytes.Length;
        }

        return memory.TryWrite((uint)arguments[3], (uint)Math.Min(total, uint.MaxValue)) ? WasiError.Success : WasiError.Fault;
    }

    private static bool TryVector(GuestMemory memory, ReadOnlySpan<byte> vector, out Span<byte> bytes)
        => memory.TrySlice(
            BinaryPrimitives.ReadUInt32LittleEndian(vector), BinaryPrimitives.ReadUInt32LittleEndian(vector[4..]), out bytes);

    private static void WriteAnswer(GuestCall call, ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > call.Grants.Limits.ResponseBytes - call.Answer.WrittenCount)
            call.End(
                FunctionFailure.ResponseTooLarge,
                $"response too large: the function responded with more than {call.Grants.Limits.ResponseBytes} bytes");
        call.Answer.Write(bytes);
    }

    private static WasiError RandomGet(GuestCall call, GuestMemory memory, ReadOnlySpan<long> arguments)
    {
        if (!memory.TrySlice((uint)arguments[0], (uint)arguments[1], out var bytes))
            return WasiError.Fault;
        call.World.Random.Fill(bytes);
        return WasiError.Success;
    }

    private static long Exit(GuestCall call, ReadOnlySpan<long> arguments)
    {
        call.Exit((int)arguments[0]);
        return 0;
    }
}

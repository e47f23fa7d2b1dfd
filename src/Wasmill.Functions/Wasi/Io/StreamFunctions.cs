using Wasmill.Functions.Calls;
using Wasmill.Functions.Capabilities;

namespace Wasmill.Functions.Wasi.Io;

// Tested by: WasiHttpTypesTests, WasiHttpAttackTests, WasiHttpStreamingTests
/// <summary>
/// <c>wasi:io/streams</c> and <c>wasi:io/error</c>. A result of a stream is ok 0 with its payload at 4 (a number at 8), or error 1 with the
/// stream's error in the same place: 0 with a handle 4 bytes further, or 1 for a stream that has ended.
/// </summary>
internal static class StreamFunctions
{
    private const string Version = "wasi:io/streams@0.2";
    private const string Candidate = "wasi:io/streams@0.2.0-rc-2023-10-18";
    private const string ErrorVersion = "wasi:io/error@0.2";
    private const byte Failed = 0;
    private const byte Closed = 1;
    private const int ListResult = 12;
    private const int NumberResult = 16;

    // A list of the guest's; it asks again for more.
    private const ulong MostRead = 4 << 20;

    // The interface's own limit for the writes that flush.
    private const int MostFlushed = 4096;

    /// <summary>All functions of 0.2 and of its release candidate of October 2023.</summary>
    public static IReadOnlyList<HostFunction> Functions { get; } =
    [
        .. Common(Version),
        .. Error(ErrorVersion),
        .. Common(Candidate),
        .. Error(Candidate),
    ];

    private static HostFunction[] Error(string module) =>
    [
        CanonicalFunction.Of(module, "[method]error.to-debug-string", "ii", "", static (call, arguments) =>
        {
            var error = call.Borrow<IoError>(arguments[0]);
            call.Area(arguments[1], 8).WriteText(0, error.Text);
            return 0;
        }),
        CanonicalFunction.Drop<IoError>(module),
    ];

    private static HostFunction[] Common(string module) =>
    [
        CanonicalFunction.Of(module, "[method]input-stream.read", "iIi", "", Read),
        CanonicalFunction.Of(module, "[method]input-stream.blocking-read", "iIi", "", Read),
        CanonicalFunction.Of(module, "[method]input-stream.skip", "iIi", "", Skip),
        CanonicalFunction.Of(module, "[method]input-stream.blocking-skip", "iIi", "", Skip),
        CanonicalFunction.Of(module, "[method]input-stream.subscribe", "i", "i", static (call, arguments) =>
        {
            call.Borrow<InputStream>(arguments[0]);
            return call.Give(Pollable.Ready, arguments[0]);
        }),
        CanonicalFunction.Drop<InputStream>(module),
        CanonicalFunction.Of(module, "[method]output-stream.check-write", "ii", "", CheckWrite),
        CanonicalFunction.Of(module, "[method]output-stream.write", "iiii", "", Write),
        CanonicalFunction.Of(module, "[method]output-stream.blocking-write-and-flush", "iiii", "", WriteAndFlush),
        CanonicalFunction.Of(module, "[method]output-stream.write-zeroes", "iIi", "", WriteZeroes),
        CanonicalFunction.Of(module, "[method]output-stream.blocking-write-zeroes-and-flush", "iIi", "", WriteZeroesAndFlush),
        CanonicalFunction.Of(module, "[method]output-stream.flush", "ii", "", Flush),
        CanonicalFunction.Of(module, "[method]output-stream.blocking-flush", "ii", "", BlockingFlush),
        CanonicalFunction.Of(module, "[method]output-stream.splice", "iiIi", "", Splice),
        CanonicalFunction.Of(module, "[method]output-stream.blocking-splice", "iiIi", "", BlockingSplice),
        CanonicalFunction.Of(module, "[method]output-stream.subscribe", "i", "i", static (call, arguments) =>
            call.Give(call.Borrow<OutputStream>(arguments[0]).Room, arguments[0])),
        CanonicalFunction.Drop<OutputStream>(module),
    ];

    private static long Read(CanonicalCall call, ReadOnlySpan<long> arguments)
    {
        var stream = call.Borrow<InputStream>(arguments[0]);
        var area = call.Area(arguments[2], ListResult);
        if (stream.IsEnded)
            return Close(area, 4);
        area.WriteList(4, stream.Read(Math.Min((ulong)arguments[1], MostRead)));
        area.Write8(0, 0);
        return 0;
    }

    private static long Skip(CanonicalCall call, ReadOnlySpan<long> arguments)
    {
        var stream = call.Borrow<InputStream>(arguments[0]);
        var area = call.Area(arguments[2], NumberResult, 8);
        return stream.IsEnded ? Close(area, 8) : Count(area, stream.Read((ulong)arguments[1]).Length);
    }

    private static long CheckWrite(CanonicalCall call, ReadOnlySpan<long> arguments)
    {
        var stream = call.Borrow<OutputStream>(arguments[0]);
        var area = call.Area(arguments[1], NumberResult, 8);
        if (stream.IsClosed)
            return Close(area, 8);
        stream.Permit = stream.Drained is null ? OutputStream.MostPermitted : 0;
        return Count(area, stream.Permit);
    }

    private static long Write(CanonicalCall call, ReadOnlySpan<long> arguments)
    {
        var stream = call.Borrow<OutputStream>(arguments[0]);
        var bytes = call.Bytes("the bytes", arguments[1], arguments[2]);
        var area = call.Area(arguments[3], ListResult);
        UsePermit(call, stream, (ulong)bytes.Length);
        return Put(call, area, stream, bytes);
    }

    // Nothing moves the guest's memory while it waits: the guest does not run.
    private static long WriteAndFlush(CanonicalCall call, ReadOnlySpan<long> arguments)
    {
        var stream = call.Borrow<OutputStream>(arguments[0]);
        var bytes = call.Bytes("the bytes", arguments[1], arguments[2]);
        var area = call.Area(arguments[3], ListResult);
        if (bytes.Length > MostFlushed)
            call.Refuse($"it writes {bytes.Length} bytes, and at most {MostFlushed} are allowed");
        PollableWait.ForAny(call.Guest, [stream.Room]);
        return Put(call, area, stream, bytes);
    }

    private static long WriteZeroes(CanonicalCall call, ReadOnlySpan<long> arguments)
    {
        var stream = call.Borrow<OutputStream>(arguments[0]);
        var area = call.Area(arguments[2], ListResult);
        UsePermit(call, stream, (ulong)arguments[1]);
        return Put(call, area, stream, new byte[arguments[1]]);
    }

    private static long WriteZeroesAndFlush(CanonicalCall call, ReadOnlySpan<long> arguments)
    {
        var stream = call.Borrow<OutputStream>(arguments[0]);
        var area = call.Area(arguments[2], ListResult);
        if ((ulong)arguments[1] > MostFlushed)
            call.Refuse($"it writes {(ulong)arguments[1]} bytes, and at most {MostFlushed} are allowed");
        PollableWait.ForAny(call.Guest, [stream.Room]);
        return Put(call, area, stream, new byte[arguments[1]]);
    }

    private static long Flush(CanonicalCall call, ReadOnlySpan<long> arguments)
    {
        var stream = call.Borrow<OutputStream>(arguments[0]);
        var area = call.Area(arguments[1], ListResult);
        return stream.IsClosed ? Close(area, 4) : Finish(call, area, null, 4);
    }

    private static long BlockingFlush(CanonicalCall call, ReadOnlySpan<long> arguments)
    {
        PollableWait.ForAny(call.Guest, [call.Borrow<OutputStream>(arguments[0]).Room]);
        return Flush(call, arguments);
    }

    private static long Splice(CanonicalCall call, ReadOnlySpan<long> arguments)
    {
        var stream = call.Borrow<OutputStream>(arguments[0]);
        var source = call.Borrow<InputStream>(arguments[1]);
        var area = call.Area(arguments[3], NumberResult, 8);
        if (source.IsEnded || stream.IsClosed)
            return Close(area, 8);
        if (stream.Drained is not null)
            return Count(area, 0);
        var bytes = source.Read(Math.Min((ulong)arguments[2], OutputStream.MostPermitted));
        return stream.Write(call.Guest, bytes) is { } error ? Finish(call, area, error, 8) : Count(area, bytes.Length);
    }

    private static long BlockingSplice(CanonicalCall call, ReadOnlySpan<long> arguments)
    {
        PollableWait.ForAny(call.Guest, [call.Borrow<OutputStream>(arguments[0]).Room]);
        return Splice(call, arguments);
    }

    private static long Put(CanonicalCall call, ReturnArea area, OutputStream stream, ReadOnlySpan<byte> bytes)
        => stream.IsClosed ? Close(area, 4) : Finish(call, area, stream.Write(call.Guest, bytes), 4);

    private static void UsePermit(CanonicalCall call, OutputStream stream, ulong bytes)
    {
        if (bytes > (ulong)stream.Permit)
            call.Refuse($"it writes {bytes} bytes where check-write has permitted {stream.Permit}");
        stream.Permit -= (int)bytes;
    }

    private static long Count(ReturnArea area, int count)
    {
        area.Write64(8, (ulong)count);
        area.Write8(0, 0);
        return 0;
    }

    private static long Close(ReturnArea area, uint offset)
    {
        area.Write8(offset, Closed);
        area.Write8(0, 1);
        return 0;
    }

    private static long Finish(CanonicalCall call, ReturnArea area, IoError? error, uint offset)
    {
        if (error is not null)
        {
            area.Write32(offset + 4, call.Give(error));
            area.Write8(offset, Failed);
        }

        area.Write8(0, error is null ? (byte)0 : (byte)1);
        return 0;
    }
}

using System.Buffers.Binary;
using Wasmill.Functions.Calls;
using Wasmill.Functions.Capabilities;

namespace Wasmill.Functions.Wasi.Io;

// Tested by: WasiHttpTypesTests, WasiHttpAttackTests
/// <summary><c>wasi:io/poll</c>.</summary>
internal static class PollFunctions
{
    private const int HandleSize = 4;

    // More than there can be resources.
    private const int MostPollables = 10_000;

    /// <summary>All functions of 0.2 and of its release candidate of October 2023.</summary>
    public static IReadOnlyList<HostFunction> Functions { get; } =
    [
        .. Common("wasi:io/poll@0.2", "poll"),
        CanonicalFunction.Of("wasi:io/poll@0.2", "[method]pollable.ready", "i", "i",
            static (call, arguments) => call.Borrow<Pollable>(arguments[0]).IsReady(call.Guest) ? 1 : 0),
        CanonicalFunction.Of("wasi:io/poll@0.2", "[method]pollable.block", "i", "", Block),
        .. Common("wasi:io/poll@0.2.0-rc-2023-10-18", "poll-list"),
        CanonicalFunction.Of("wasi:io/poll@0.2.0-rc-2023-10-18", "poll-one", "i", "", Block),
    ];

    private static HostFunction[] Common(string module, string poll) =>
    [
        CanonicalFunction.Of(module, poll, "iii", "", Poll),
        CanonicalFunction.Drop<Pollable>(module),
    ];

    private static long Block(CanonicalCall call, ReadOnlySpan<long> arguments)
    {
        PollableWait.ForAny(call.Guest, [call.Borrow<Pollable>(arguments[0])]);
        return 0;
    }

    private static long Poll(CanonicalCall call, ReadOnlySpan<long> arguments)
    {
        var handles = call.Records("the list of pollables", arguments[0], arguments[1], HandleSize);
        var area = call.Area(arguments[2], 8);
        var count = handles.Length / HandleSize;
        if (count is 0 or > MostPollables)
            call.Refuse($"it must wait for 1 to {MostPollables} pollables, not {count}");
        var pollables = new Pollable[count];
        for (var i = 0; i < count; i++)
            pollables[i] = call.Borrow<Pollable>(BinaryPrimitives.ReadUInt32LittleEndian(handles[(i * HandleSize)..]));

        PollableWait.ForAny(call.Guest, pollables);
        var ready = new List<uint>(count);
        for (var i = 0; i < count; i++)
        {
            if (pollables[i].IsReady(call.Guest))
                ready.Add((uint)i);
        }

        var list = area.WriteRecords(0, ready.Count, HandleSize);
        for (var i = 0; i < ready.Count; i++)
            list.Write32((uint)(i * HandleSize), ready[i]);
        return 0;
    }
}

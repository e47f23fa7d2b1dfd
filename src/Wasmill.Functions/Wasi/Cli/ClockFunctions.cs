using Wasmill.Functions.Calls;
using Wasmill.Functions.Capabilities;
using Wasmill.Functions.Wasi.Io;

namespace Wasmill.Functions.Wasi.Cli;

// Tested by: WasiCliTests
/// <summary><c>wasi:clocks</c>.</summary>
internal static class ClockFunctions
{
    private const string Monotonic = "wasi:clocks/monotonic-clock@0.2";
    private const string Wall = "wasi:clocks/wall-clock@0.2";
    private const ulong NanosecondsPerSecond = 1_000_000_000;

    /// <summary>All functions of 0.2.</summary>
    public static IReadOnlyList<HostFunction> Functions { get; } =
    [
        CanonicalFunction.Of(Monotonic, "now", "", "I", static (call, _) => (long)Now(call)),
        CanonicalFunction.Of(Monotonic, "resolution", "", "I", static (_, _) => 1),
        CanonicalFunction.Of(Monotonic, "subscribe-instant", "I", "i",
            static (call, arguments) => call.Give(new TimerPollable((ulong)arguments[0]))),
        CanonicalFunction.Of(Monotonic, "subscribe-duration", "I", "i", static (call, arguments) =>
        {
            var (now, duration) = (Now(call), (ulong)arguments[0]);
            return call.Give(new TimerPollable(duration > ulong.MaxValue - now ? ulong.MaxValue : now + duration));
        }),
        CanonicalFunction.Of(Wall, "now", "i", "", static (call, arguments) =>
            WriteTime(call.Area(arguments[0], 16, 8), WasiClock.Nanoseconds(call.Guest.World.Time, realTime: true))),
        CanonicalFunction.Of(Wall, "resolution", "i", "", static (call, arguments) => WriteTime(call.Area(arguments[0], 16, 8), 1)),
    ];

    private static ulong Now(CanonicalCall call) => WasiClock.Nanoseconds(call.Guest.World.Time, realTime: false);

    private static long WriteTime(ReturnArea area, ulong nanoseconds)
    {
        area.Write64(0, nanoseconds / NanosecondsPerSecond);
        area.Write32(8, (uint)(nanoseconds % NanosecondsPerSecond));
        return 0;
    }
}

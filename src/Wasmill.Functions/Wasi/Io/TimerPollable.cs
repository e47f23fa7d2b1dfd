using Wasmill.Functions.Calls;

namespace Wasmill.Functions.Wasi.Io;

/// <summary>A pollable that is ready at a time.</summary>
/// <param name="due">The time in nanoseconds of the monotonic clock.</param>
internal sealed class TimerPollable(ulong due) : Pollable
{
    private const ulong NanosecondsPerTick = 100;

    /// <inheritdoc />
    public override TimeSpan? Delay(GuestCall call)
    {
        var now = WasiClock.Nanoseconds(call.World.Time, realTime: false);
        // Rounded up: a guest that is woken earlier would ask again.
        return due <= now
            ? TimeSpan.Zero
            : TimeSpan.FromTicks((long)Math.Min((due - now - 1) / NanosecondsPerTick + 1, (ulong)TimeSpan.MaxValue.Ticks));
    }
}

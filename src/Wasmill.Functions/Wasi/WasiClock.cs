namespace Wasmill.Functions.Wasi;

/// <summary>Reads clocks in WASI's format.</summary>
internal static class WasiClock
{
    private const ulong NanosecondsPerTick = 100;

    /// <summary>Returns the nanoseconds since 1970 on the wall clock, or since a fixed moment on the monotonic clock.</summary>
    public static ulong Nanoseconds(TimeProvider time, bool realTime)
    {
        if (realTime)
            return (ulong)(time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * NanosecondsPerTick;
        return (ulong)((UInt128)time.GetTimestamp() * 1_000_000_000 / (ulong)time.TimestampFrequency);
    }
}

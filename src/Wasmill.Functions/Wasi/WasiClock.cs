namespace Wasmill.Functions.Wasi;

/// <summary>Clock readings as WASI gives them.</summary>
internal static class WasiClock
{
    private const ulong NanosecondsPerTick = 100;

    /// <summary>Nanoseconds since 1970 on the wall clock, or since some fixed moment on the monotonic one.</summary>
    public static ulong Nanoseconds(TimeProvider time, bool realTime)
    {
        if (realTime)
            return (ulong)(time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * NanosecondsPerTick;
        return (ulong)((UInt128)time.GetTimestamp() * 1_000_000_000 / (ulong)time.TimestampFrequency);
    }
}

namespace Wasmill.Broker.Measuring;

/// <summary>
/// A rate over the last ten seconds. Thread-safe and free of allocations. A count may be lost near the change of a second, which is
/// acceptable for display.
/// </summary>
internal sealed class RateMeter(TimeProvider time)
{
    private const int Seconds = 10;

    // One slot more than is read, for the current second.
    private readonly long[] _counts = new long[Seconds + 1];
    private readonly long[] _stamps = new long[Seconds + 1];

    /// <summary>The rate per second, over the last ten whole seconds.</summary>
    public double PerSecond
    {
        get
        {
            var now = Now();
            long sum = 0;
            for (var slot = 0; slot < _counts.Length; slot++)
            {
                if (Interlocked.Read(ref _stamps[slot]) is var stamp && stamp < now && stamp >= now - Seconds)
                    sum += Interlocked.Read(ref _counts[slot]);
            }

            return (double)sum / Seconds;
        }
    }

    /// <summary>Counts one occurrence.</summary>
    public void Note()
    {
        var now = Now();
        var slot = now % _counts.Length;
        if (Interlocked.Exchange(ref _stamps[slot], now) != now)
            Interlocked.Exchange(ref _counts[slot], 0);
        Interlocked.Increment(ref _counts[slot]);
    }

    private long Now() => time.GetUtcNow().ToUnixTimeSeconds();
}

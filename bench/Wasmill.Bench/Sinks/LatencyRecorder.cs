using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Wasmill.Bench.Sinks;

/// <summary>Measures the time from the attribute <c>sentat</c> to the arrival. Warm-up events, which lack it, are ignored.</summary>
internal sealed class LatencyRecorder
{
    private ConcurrentDictionary<long, double> _times = new();
    private long _all;

    /// <summary>Number of distinct events that have arrived.</summary>
    public int Count => _times.Count;

    /// <summary>Number of all deliveries, including warm-up and repeated ones.</summary>
    public long All => Interlocked.Read(ref _all);

    /// <summary>The latency of each event in milliseconds.</summary>
    public IReadOnlyCollection<double> Times => [.. _times.Values];

    /// <summary>Discards all measurements.</summary>
    public void Clear() => _times = new();

    /// <summary>Records one delivery.</summary>
    public Task TakeAsync(IHeaderDictionary headers)
    {
        var now = Stopwatch.GetTimestamp();
        if (headers["ce-sentat"] is [{ } sent] && headers["ce-number"] is [{ } id])
        {
            var time = Stopwatch.GetElapsedTime(long.Parse(sent, CultureInfo.InvariantCulture), now).TotalMilliseconds;
            _times.TryAdd(long.Parse(id, CultureInfo.InvariantCulture), time);
        }

        Interlocked.Increment(ref _all);
        return Task.CompletedTask;
    }
}

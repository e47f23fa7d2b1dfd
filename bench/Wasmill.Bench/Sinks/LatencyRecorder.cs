using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Wasmill.Bench.Sinks;

/// <summary>Takes the time from the attribute <c>sentat</c> to the arrival. Events without it, from a warm-up, are not looked at.</summary>
internal sealed class LatencyRecorder
{
    private ConcurrentDictionary<long, double> _times = new();
    private long _all;

    /// <summary>Different events that have arrived.</summary>
    public int Count => _times.Count;

    /// <summary>All deliveries since the beginning, those of a warm-up and repeated ones included.</summary>
    public long All => Interlocked.Read(ref _all);

    /// <summary>The milliseconds of each event.</summary>
    public IReadOnlyCollection<double> Times => [.. _times.Values];

    /// <summary>Forgets everything.</summary>
    public void Clear() => _times = new();

    /// <summary>Takes one delivery.</summary>
    public Task TakeAsync(IHeaderDictionary headers)
    {
        var now = Stopwatch.GetTimestamp();
        if (headers["ce-sentat"] is [{ } sent] && headers["ce-id"] is [{ } id])
        {
            var time = Stopwatch.GetElapsedTime(long.Parse(sent, CultureInfo.InvariantCulture), now).TotalMilliseconds;
            _times.TryAdd(long.Parse(id, CultureInfo.InvariantCulture), time);
        }

        Interlocked.Increment(ref _all);
        return Task.CompletedTask;
    }
}

using System.Diagnostics;
using System.Globalization;

namespace Wasmill.Bench.Sinks;

/// <summary>Measures the time from the attribute <c>sentat</c> to the arrival. Warm-up events, which lack it, are ignored.</summary>
internal sealed class LatencyRecorder
{
    private readonly object _lock = new();
    private Dictionary<long, double> _times = [];
    private TaskCompletionSource _enough = new();
    private long _wanted = long.MaxValue;
    private long _all;

    /// <summary>Number of distinct events that have arrived.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _times.Count;
        }
    }

    /// <summary>Number of all deliveries, including warm-up and repeated ones.</summary>
    public long All => Interlocked.Read(ref _all);

    /// <summary>The latency of each event in milliseconds.</summary>
    public IReadOnlyCollection<double> Times
    {
        get
        {
            lock (_lock)
                return [.. _times.Values];
        }
    }

    /// <summary>Discards all measurements.</summary>
    public void Clear()
    {
        lock (_lock)
            _times = [];
    }

    /// <summary>Waits until a number of distinct events have arrived, or for the longest time.</summary>
    public async Task WaitForAsync(long count, TimeSpan longest)
    {
        Task enough;
        lock (_lock)
        {
            if (_times.Count >= count)
                return;
            _wanted = count;
            _enough = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            enough = _enough.Task;
        }

        await Task.WhenAny(enough, Task.Delay(longest));
    }

    /// <summary>Records one delivery.</summary>
    public Task TakeAsync(IHeaderDictionary headers)
    {
        var now = Stopwatch.GetTimestamp();
        if (headers["ce-sentat"] is [{ } sent] && headers["ce-number"] is [{ } id])
        {
            var time = Stopwatch.GetElapsedTime(long.Parse(sent, CultureInfo.InvariantCulture), now).TotalMilliseconds;
            lock (_lock)
            {
                if (_times.TryAdd(long.Parse(id, CultureInfo.InvariantCulture), time) && _times.Count == _wanted)
                    _enough.TrySetResult();
            }
        }

        Interlocked.Increment(ref _all);
        return Task.CompletedTask;
    }
}

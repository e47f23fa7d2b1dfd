namespace Wasmill.Broker.Measuring;

/// <summary>Counts durations in fixed classes, as Prometheus wants them. Many may add at once; adding allocates nothing.</summary>
public sealed class LatencyHistogram
{
    // From a memory-speed answer to the longest timeout that anybody sets; three classes a decade.
    private static readonly double[] BoundSeconds = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

    private readonly long[] _counts = new long[BoundSeconds.Length + 1];
    private long _ticks;

    /// <summary>The upper bounds of the classes in seconds; one more class holds the rest.</summary>
    public static IReadOnlyList<double> Bounds => BoundSeconds;

    /// <summary>The sum of all durations.</summary>
    public TimeSpan Sum => new(Interlocked.Read(ref _ticks));

    /// <summary>How many durations are in each class; the last one is that beyond all bounds.</summary>
    public IReadOnlyList<long> Counts => [.. _counts.Select((_, index) => Interlocked.Read(ref _counts[index]))];

    /// <summary>Adds a duration.</summary>
    public void Add(TimeSpan duration)
    {
        var index = Array.BinarySearch(BoundSeconds, duration.TotalSeconds);
        Interlocked.Increment(ref _counts[index < 0 ? ~index : index]);
        Interlocked.Add(ref _ticks, duration.Ticks);
    }
}

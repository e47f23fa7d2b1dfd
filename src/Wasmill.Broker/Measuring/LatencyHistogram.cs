using System.Diagnostics.Metrics;

namespace Wasmill.Broker.Measuring;

/// <summary>Counts durations in fixed buckets, as Prometheus expects. Thread-safe; adding allocates nothing.</summary>
public sealed class LatencyHistogram
{
    // From in-memory responses to the longest plausible timeout; three buckets per decade.
    private static readonly double[] BoundSeconds =
    [
        0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60,
    ];

    private readonly long[] _counts = new long[BoundSeconds.Length + 1];
    private readonly Histogram<double>? _instrument;
    private long _ticks;

    /// <summary>Creates an empty histogram.</summary>
    /// <param name="instrument">Instrument that records each duration as well, so that both agree; null for none.</param>
    /// <param name="tag">The tag of this histogram's durations; a null key for none.</param>
    public LatencyHistogram(Histogram<double>? instrument = null, KeyValuePair<string, object?> tag = default)
    {
        _instrument = instrument;
        Tag = tag;
    }

    /// <summary>The tag of its durations; a null key for none.</summary>
    public KeyValuePair<string, object?> Tag { get; }

    /// <summary>The upper bounds of the buckets in seconds; one more bucket holds the rest.</summary>
    public static IReadOnlyList<double> Bounds => BoundSeconds;

    /// <summary>The sum of all durations.</summary>
    public TimeSpan Sum => new(Interlocked.Read(ref _ticks));

    /// <summary>Number of durations in each bucket; the last bucket holds those above all bounds.</summary>
    public IReadOnlyList<long> Counts => [.. _counts.Select((_, index) => Interlocked.Read(ref _counts[index]))];

    /// <summary>Total number of durations.</summary>
    public long Count => _counts.Select((_, index) => Interlocked.Read(ref _counts[index])).Sum();

    /// <summary>Creates an instrument with the same buckets.</summary>
    public static Histogram<double> CreateInstrument(Meter meter, string name, string description)
        => meter.CreateHistogram(
            name, "s", description, tags: null, new InstrumentAdvice<double> { HistogramBucketBoundaries = BoundSeconds });

    /// <summary>Adds a duration.</summary>
    public void Add(TimeSpan duration)
    {
        var index = Array.BinarySearch(BoundSeconds, duration.TotalSeconds);
        Interlocked.Increment(ref _counts[index < 0 ? ~index : index]);
        Interlocked.Add(ref _ticks, duration.Ticks);
        if (_instrument is { Enabled: true })
            Report(duration);
    }

    private void Report(TimeSpan duration)
    {
        if (Tag.Key is null)
            _instrument!.Record(duration.TotalSeconds);
        else
            _instrument!.Record(duration.TotalSeconds, Tag);
    }
}

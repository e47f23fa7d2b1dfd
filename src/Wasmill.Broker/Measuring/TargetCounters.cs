using Wasmill.Broker.Targets;

namespace Wasmill.Broker.Measuring;

/// <summary>
/// Counts what a target did for all of its triggers since the process started. Many may note at once; noting allocates nothing.
/// </summary>
public sealed class TargetCounters
{
    private long _failures;

    /// <summary>Makes counters that begin with nothing.</summary>
    /// <param name="name">The target's name.</param>
    /// <param name="instruments">The instruments that are told of each attempt.</param>
    public TargetCounters(string name, BrokerInstruments instruments)
    {
        Name = name;
        AttemptTime = new LatencyHistogram(instruments.TargetAttempts, new("target", name));
    }

    /// <summary>The target's name.</summary>
    public string Name { get; }

    /// <summary>Durations of attempts; its count is the number of attempts.</summary>
    public LatencyHistogram AttemptTime { get; }

    /// <summary>Attempts that failed: no answer, a failed one, or one that the target refused.</summary>
    public long Failures => Interlocked.Read(ref _failures);

    /// <summary>Counts an attempt.</summary>
    public void Note(DeliveryVerdict verdict, TimeSpan duration)
    {
        AttemptTime.Add(duration);
        if (verdict is DeliveryVerdict.Retry or DeliveryVerdict.Refused)
            Interlocked.Increment(ref _failures);
    }
}

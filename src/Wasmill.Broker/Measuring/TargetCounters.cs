using Wasmill.Broker.Targets;

namespace Wasmill.Broker.Measuring;

/// <summary>
/// Counters of a target for all its triggers since the process started. Thread-safe; counting allocates nothing.
/// </summary>
public sealed class TargetCounters
{
    private long _failures;

    /// <summary>Creates counters that start at zero.</summary>
    /// <param name="name">The target's name.</param>
    /// <param name="instruments">Instruments that measure each attempt.</param>
    public TargetCounters(string name, BrokerInstruments instruments)
    {
        Name = name;
        AttemptTime = new LatencyHistogram(instruments.TargetAttempts, new("target", name));
    }

    /// <summary>The target's name.</summary>
    public string Name { get; }

    /// <summary>Durations of attempts; its count is the number of attempts.</summary>
    public LatencyHistogram AttemptTime { get; }

    /// <summary>Number of failed attempts: no response, an error, or a refusal.</summary>
    public long Failures => Interlocked.Read(ref _failures);

    /// <summary>Counts an attempt.</summary>
    public void Note(DeliveryVerdict verdict, TimeSpan duration)
    {
        AttemptTime.Add(duration);
        if (verdict is DeliveryVerdict.Retry or DeliveryVerdict.Refused)
            Interlocked.Increment(ref _failures);
    }
}

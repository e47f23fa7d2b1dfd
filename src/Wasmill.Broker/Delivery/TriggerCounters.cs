using Wasmill.Broker.Measuring;

namespace Wasmill.Broker.Delivery;

// Tested by: EventBrokerTests
/// <summary>Counters of a trigger since the process started. Written by the trigger's loop, read by any thread.</summary>
internal sealed class TriggerCounters(TimeProvider time, LatencyHistogram attemptTime)
{
    private readonly RateMeter _rate = new(time);
    private long _delivered;
    private long _failedAttempts;
    private long _givenUp;

    public long Delivered => Interlocked.Read(ref _delivered);

    public long FailedAttempts => Interlocked.Read(ref _failedAttempts);

    public long GivenUp => Interlocked.Read(ref _givenUp);

    /// <summary>Deliveries per second, over the last ten seconds.</summary>
    public double Rate => _rate.PerSecond;

    /// <summary>Durations of attempts.</summary>
    public LatencyHistogram AttemptTime => attemptTime;

    /// <summary>The last failure, or null.</summary>
    public TriggerFailure? LastFailure { get; private set; }

    /// <summary>Indicates whether the last attempt succeeded; null before the first attempt.</summary>
    public bool? LastSucceeded { get; private set; }

    public void NoteDelivered()
    {
        Interlocked.Increment(ref _delivered);
        _rate.Note();
        LastSucceeded = true;
    }

    public void NoteGivenUp() => Interlocked.Increment(ref _givenUp);

    public void NoteFailure(string eventId, string reason, DateTimeOffset now, bool isFinal)
    {
        Interlocked.Increment(ref _failedAttempts);
        if (isFinal)
            Interlocked.Increment(ref _givenUp);
        LastFailure = new TriggerFailure(eventId, reason, now);
        LastSucceeded = false;
    }
}

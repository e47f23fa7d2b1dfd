using Wasmill.Broker.Delivery;
using Wasmill.Broker.Measuring;
using Wasmill.Broker.Triggers;

namespace Wasmill.Broker;

// Tested by: EventBrokerTests
/// <summary>The status of a trigger.</summary>
public sealed record TriggerStatus
{
    /// <summary>The trigger.</summary>
    public required TriggerModel Trigger { get; init; }

    /// <summary>Events that are not delivered yet, open retries included.</summary>
    public required long Lag { get; init; }

    /// <summary>Number of those events that wait for a retry.</summary>
    public required int OpenRetries { get; init; }

    /// <summary>Time of the first of those retries; null if none.</summary>
    public DateTimeOffset? NextRetry { get; init; }

    /// <summary>Attempts that run now.</summary>
    public required int InFlight { get; init; }

    /// <summary>Deliveries since the process started.</summary>
    public required long Delivered { get; init; }

    /// <summary>Failed attempts since the process started.</summary>
    public required long FailedAttempts { get; init; }

    /// <summary>Number of dead letters.</summary>
    public required long DeadLetters { get; init; }

    /// <summary>Time of the next probe while the trigger is paused because its target is down; null otherwise.</summary>
    public DateTimeOffset? PausedUntil { get; init; }

    /// <summary>The last failure, or null.</summary>
    public TriggerFailure? LastFailure { get; init; }

    /// <summary>Indicates whether the last attempt succeeded; null before the first attempt.</summary>
    public bool? LastSucceeded { get; init; }

    /// <summary>Number of dead-lettered events since the process started.</summary>
    public long GivenUp { get; init; }

    /// <summary>
    /// Number of undelivered events that the engine found gone from the disk (<see cref="Engines.FeedStatus.Lost"/>).
    /// </summary>
    public long Lost { get; init; }

    /// <summary>Deliveries per second, over the last ten seconds.</summary>
    public double Rate { get; init; }

    /// <summary>Arrival time of the oldest undelivered event; null if there is none or it is unknown.</summary>
    public DateTimeOffset? Oldest { get; init; }

    /// <summary>Durations of attempts since the process started.</summary>
    public required LatencyHistogram AttemptTime { get; init; }
}

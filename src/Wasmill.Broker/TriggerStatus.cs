using Wasmill.Broker.Delivery;
using Wasmill.Broker.Measuring;
using Wasmill.Broker.Triggers;

namespace Wasmill.Broker;

// Tested by: EventBrokerTests
/// <summary>The status of a trigger.</summary>
/// <param name="Trigger">The trigger.</param>
/// <param name="Lag">Events that are not delivered yet, open retries included.</param>
/// <param name="OpenRetries">Number of those events that wait for a retry.</param>
/// <param name="NextRetry">Time of the first of those retries; null if none.</param>
/// <param name="InFlight">Attempts that run now.</param>
/// <param name="Delivered">Deliveries since the process started.</param>
/// <param name="FailedAttempts">Failed attempts since the process started.</param>
/// <param name="DeadLetters">Number of dead letters.</param>
/// <param name="PausedUntil">Time of the next probe while the trigger is paused because its target is down; null otherwise.</param>
/// <param name="LastFailure">The last failure, or null.</param>
/// <param name="LastSucceeded">Indicates whether the last attempt succeeded; null before the first attempt.</param>
public sealed record TriggerStatus(
    TriggerModel Trigger, long Lag, int OpenRetries, DateTimeOffset? NextRetry, int InFlight, long Delivered, long FailedAttempts,
    long DeadLetters, DateTimeOffset? PausedUntil, TriggerFailure? LastFailure, bool? LastSucceeded)
{
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

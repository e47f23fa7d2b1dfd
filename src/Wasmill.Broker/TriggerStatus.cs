using Wasmill.Broker.Delivery;
using Wasmill.Broker.Measuring;
using Wasmill.Broker.Triggers;

namespace Wasmill.Broker;

// Tested by: EventBrokerTests
/// <summary>How a trigger is doing.</summary>
/// <param name="Trigger">The trigger.</param>
/// <param name="Lag">Events that it has yet to deliver, open retries included.</param>
/// <param name="OpenRetries">How many of them wait for another attempt.</param>
/// <param name="NextRetry">When the first of those is due.</param>
/// <param name="InFlight">Attempts that run now.</param>
/// <param name="Delivered">Deliveries since the process started.</param>
/// <param name="FailedAttempts">Failed attempts since the process started.</param>
/// <param name="DeadLetters">Events in the dead letters.</param>
/// <param name="PausedUntil">When the next probe is due while the trigger pauses because its target is down.</param>
/// <param name="LastFailure">The last failure, or null.</param>
/// <param name="LastSucceeded">Whether the last attempt succeeded; null before the first.</param>
public sealed record TriggerStatus(
    TriggerModel Trigger, long Lag, int OpenRetries, DateTimeOffset? NextRetry, int InFlight, long Delivered, long FailedAttempts,
    long DeadLetters, DateTimeOffset? PausedUntil, TriggerFailure? LastFailure, bool? LastSucceeded)
{
    /// <summary>Events that were given up since the process started.</summary>
    public long GivenUp { get; init; }

    /// <summary>
    /// Events that it had yet to deliver when the engine found them gone from the disk (<see cref="Engines.FeedStatus.Lost"/>).
    /// They are lost.
    /// </summary>
    public long Lost { get; init; }

    /// <summary>Deliveries in a second, over the last ten.</summary>
    public double Rate { get; init; }

    /// <summary>When the oldest event arrived that is yet to be delivered; null when there is none, or nobody knows.</summary>
    public DateTimeOffset? Oldest { get; init; }

    /// <summary>How long attempts took since the process started.</summary>
    public required LatencyHistogram AttemptTime { get; init; }
}

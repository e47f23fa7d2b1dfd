using Wasmill.Broker.Records;

namespace Wasmill.Broker.Engines;

/// <summary>One event for one trigger, leased to the caller.</summary>
public abstract class PendingDelivery
{
    /// <summary>The event.</summary>
    public abstract StoredEvent Event { get; }

    /// <summary>1 plus the number of recorded attempts.</summary>
    public abstract int Attempt { get; }

    /// <summary>Failure of the last recorded attempt; null if none.</summary>
    public abstract string? LastFailure { get; }

    /// <summary>
    /// The note of the last recorded attempt (<see cref="AttemptOutcome.RetryAt.Note"/>), or null. An engine that loses it loses no event:
    /// an event on its way to a dead letter sink is retried at its target.
    /// </summary>
    public virtual string? Note => null;

    /// <summary>Records the outcome of the attempt, together with the replies.</summary>
    /// <param name="outcome">Final or open outcome.</param>
    /// <param name="replies">New events; stored before or with the outcome, never after it.
    /// Refused only if the engine has reached its limit.</param>
    /// <param name="cancellationToken">Cancels the wait; the outcome may or may not be recorded.</param>
    public abstract ValueTask<FinishResult> FinishAsync(
        AttemptOutcome outcome, IReadOnlyList<NewEvent> replies, CancellationToken cancellationToken);
}

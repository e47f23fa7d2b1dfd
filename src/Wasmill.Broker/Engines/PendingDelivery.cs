using Wasmill.Broker.Records;

namespace Wasmill.Broker.Engines;

/// <summary>One event that one trigger has to deliver, leased to the caller.</summary>
public abstract class PendingDelivery
{
    /// <summary>The event.</summary>
    public abstract StoredEvent Event { get; }

    /// <summary>1 plus the number of attempts that were recorded before.</summary>
    public abstract int Attempt { get; }

    /// <summary>Failure of the last recorded attempt; null if none.</summary>
    public abstract string? LastFailure { get; }

    /// <summary>
    /// The note of the last recorded attempt (<see cref="AttemptOutcome.RetryAt.Note"/>), or null. An engine that loses it loses no event:
    /// one that was on its way to a dead letter sink is attempted at its target again.
    /// </summary>
    public virtual string? Note => null;

    /// <summary>Records what the attempt came to, together with the replies.</summary>
    /// <param name="outcome">Final or open.</param>
    /// <param name="replies">New events; stored before or with the outcome, never after it.
    /// Refused only when the engine is full to its bound.</param>
    /// <param name="cancellationToken">Abandons the wait; the outcome may or may not be recorded then.</param>
    public abstract ValueTask<FinishResult> FinishAsync(
        AttemptOutcome outcome, IReadOnlyList<NewEvent> replies, CancellationToken cancellationToken);
}

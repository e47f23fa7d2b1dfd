namespace Wasmill.Broker.Targets;

/// <summary>
/// A target that can take several events at once. The broker gives it those whose attempts begin at the same moment: what waits while
/// triggers have fallen behind. Nothing
/// waits for a batch to fill. One that runs in the process (<see cref="IEventTarget.RunsInProcess"/>) gets single events, so that an event
/// that ends the process is found.
/// </summary>
public interface IBatchTarget : IEventTarget
{
    /// <summary>The most events that it takes at once, at least 1. It stays the same.</summary>
    int LargestBatch { get; }

    /// <summary>
    /// Makes one attempt for each event. Outcome and retries are each event's own. Never throws for anything the other side does: every
    /// such failure is a
    /// <see cref="DeliveryResult"/>.
    /// </summary>
    /// <param name="attempts">
    /// The events and what is known of earlier attempts, 2 to <see cref="LargestBatch"/>, in the order in which they begin. No two have the
    /// same ordering key.
    /// </param>
    /// <param name="cancellationToken">Fires at the trigger's timeout (a retryable failure of each) and when the broker stops.</param>
    /// <returns>A result for each attempt, in the same order.</returns>
    ValueTask<IReadOnlyList<DeliveryResult>> DeliverBatchAsync(IReadOnlyList<DeliveryAttempt> attempts,
        CancellationToken cancellationToken);
}

namespace Wasmill.Broker.Targets;

/// <summary>
/// A target that accepts several events at once. The broker batches events whose attempts begin at the same moment, which happens when
/// triggers have fallen behind; it never waits for a batch to fill. An in-process target (<see cref="IEventTarget.RunsInProcess"/>) gets
/// single events, so that an event that crashes the process can be identified.
/// </summary>
public interface IBatchTarget : IEventTarget
{
    /// <summary>Maximum number of events per batch, at least 1; constant.</summary>
    int LargestBatch { get; }

    /// <summary>
    /// Makes one attempt for each event. Outcomes and retries are per event. Never throws for failures of the remote side: those are
    /// a <see cref="DeliveryResult"/>.
    /// </summary>
    /// <param name="attempts">
    /// The attempts, 2 to <see cref="LargestBatch"/>, in the order in which they begin. No two have the same ordering key.
    /// </param>
    /// <param name="cancellationToken">Fires at the trigger's timeout (a retryable failure of each) and when the broker stops.</param>
    /// <returns>A result for each attempt, in the same order.</returns>
    ValueTask<IReadOnlyList<DeliveryResult>> DeliverBatchAsync(IReadOnlyList<DeliveryAttempt> attempts,
        CancellationToken cancellationToken);
}

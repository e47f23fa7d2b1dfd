namespace Wasmill.Broker.Targets;

/// <summary>
/// A destination of events. Implementations hold the transport; the broker holds the retries. Thread-safe.
/// </summary>
public interface IEventTarget : IAsyncDisposable
{
    /// <summary>Address of the target as a URL without secrets; null if it has none.</summary>
    string? Address => null;

    /// <summary>Indicates whether an attempt runs code of the target in this process, which could crash it.</summary>
    /// <value>Default false.</value>
    bool RunsInProcess => false;

    /// <summary>
    /// Makes one attempt. Never throws for failures of the remote side: those are a <see cref="DeliveryResult"/>.
    /// </summary>
    /// <param name="attempt">The event and the attempt's data.</param>
    /// <param name="cancellationToken">Fires at the trigger's timeout (reported as a retryable failure) and when the broker stops.</param>
    ValueTask<DeliveryResult> DeliverAsync(DeliveryAttempt attempt, CancellationToken cancellationToken);
}

namespace Wasmill.Broker.Targets;

/// <summary>
/// Somewhere events are delivered to. Implementations hold the transport; the broker holds the retries.
/// Safe for use by many callers at once.
/// </summary>
public interface IEventTarget : IAsyncDisposable
{
    /// <summary>Address of the target as a URL without secrets; null if it has none.</summary>
    string? Address => null;

    /// <summary>Indicates whether an attempt runs code of the target in this process, which could crash it.</summary>
    /// <value>Default false.</value>
    bool RunsInProcess => false;

    /// <summary>
    /// Makes one attempt. Never throws for anything the other side does: every such failure is a <see cref="DeliveryResult"/>.
    /// </summary>
    /// <param name="attempt">The event and what is known of earlier attempts.</param>
    /// <param name="cancellationToken">Fires at the trigger's timeout (reported as a retryable failure) and when the broker stops.</param>
    ValueTask<DeliveryResult> DeliverAsync(DeliveryAttempt attempt, CancellationToken cancellationToken);
}

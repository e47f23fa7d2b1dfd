using Wasmill.Broker.Targets;

namespace Wasmill.Flows.Running;

/// <summary>
/// Placeholder for a target that could not be created when the broker started: its events wait; those of other targets are delivered.
/// </summary>
/// <param name="reason">The reason in one line.</param>
internal sealed class UnavailableTarget(string reason) : IEventTarget, IProbeable
{
    /// <inheritdoc />
    public ValueTask<DeliveryResult> DeliverAsync(DeliveryAttempt attempt, CancellationToken cancellationToken)
        => ValueTask.FromResult(new DeliveryResult { Verdict = DeliveryVerdict.Retry, Reason = reason });

    /// <inheritdoc />
    public ValueTask<bool> ProbeAsync(CancellationToken cancellationToken) => ValueTask.FromResult(false);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

using Wasmill.Broker.Targets;

namespace Wasmill.Server.Hosting;

/// <summary>The target of the warm-up event, which it accepts.</summary>
internal sealed class WarmUpTarget : IEventTarget
{
    private readonly TaskCompletionSource _delivered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the event has arrived.</summary>
    public Task Delivered => _delivered.Task;

    /// <inheritdoc />
    public ValueTask<DeliveryResult> DeliverAsync(DeliveryAttempt attempt, CancellationToken cancellationToken)
    {
        _delivered.TrySetResult();
        return ValueTask.FromResult(new DeliveryResult { Verdict = DeliveryVerdict.Delivered, Status = 200 });
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}

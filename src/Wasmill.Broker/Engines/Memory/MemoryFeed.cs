using System.Runtime.CompilerServices;

namespace Wasmill.Broker.Engines.Memory;

// Tested by: EngineCompliance
/// <summary>The feed of one trigger.</summary>
internal sealed class MemoryFeed(MemoryEngine engine, MemoryTrigger trigger, TimeProvider time) : ITriggerFeed
{
    /// <inheritdoc />
    public async IAsyncEnumerable<PendingDelivery> PullAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (engine.TryLease(trigger, out var changed, out var due) is { } delivery)
            {
                yield return delivery;
                continue;
            }

            await FeedWait.UntilAsync(changed, due, time, cancellationToken);
        }
    }

    /// <inheritdoc />
    public int RetryNow() => engine.RetryNow(trigger);

    /// <inheritdoc />
    public ValueTask ChangeAsync(FeedSpec spec, CancellationToken cancellationToken)
    {
        engine.ChangeFilter(trigger, spec.Filter);
        return ValueTask.CompletedTask;
    }

    /// <summary>Returns unfinished deliveries to the engine.</summary>
    public ValueTask DisposeAsync()
    {
        engine.ReturnLeases(trigger);
        return ValueTask.CompletedTask;
    }
}

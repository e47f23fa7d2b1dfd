using System.Runtime.CompilerServices;

namespace Wasmill.Broker.Engines.Memory;

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

            await WaitAsync(changed, due, cancellationToken);
        }
    }

    /// <inheritdoc />
    public ValueTask ChangeAsync(FeedSpec spec, CancellationToken cancellationToken)
    {
        engine.ChangeFilter(trigger, spec.Filter);
        return ValueTask.CompletedTask;
    }

    /// <summary>Gives back what was leased and not finished.</summary>
    public ValueTask DisposeAsync()
    {
        engine.ReturnLeases(trigger);
        return ValueTask.CompletedTask;
    }

    private async Task WaitAsync(Task changed, DateTimeOffset? due, CancellationToken cancellationToken)
    {
        if (due is not { } moment)
        {
            await changed.WaitAsync(cancellationToken);
            return;
        }

        var wait = moment - time.GetUtcNow();
        if (wait <= TimeSpan.Zero)
            return;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(changed, Task.Delay(wait, time, stop.Token));
        await stop.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
    }
}

using System.Runtime.CompilerServices;
using Wasmill.Broker.Engines;
using Wasmill.Broker.Log.Triggers;
using Wasmill.Broker.Records;

namespace Wasmill.Broker.Log;

// Tested by: LogEngineTests, BrokerSimulation
/// <summary>The feed of one trigger.</summary>
internal sealed class LogFeed(LogEngine engine, LogCore core, LogTrigger trigger, TimeProvider time) : ITriggerFeed
{
    /// <summary>
    /// Returns due deliveries: (1) reads ahead if the trigger is behind; (2) takes the next delivery; (3) reads an event that is only in
    /// the log; (4) otherwise waits for a change or for the next retry.
    /// </summary>
    public async IAsyncEnumerable<PendingDelivery> PullAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();

            // 1
            var hasRead = core.ReadAhead(trigger);

            // 2
            if (core.TryLease(trigger, out var changed, out var due) is { } open)
            {
                // 3
                open.Event ??= core.ReadEvent(open.Position);
                if (open.Event is { } stored)
                    yield return new LogDelivery(engine, open, stored);
                else
                    await GiveUpAsync(open, cancellationToken);
                continue;
            }

            // 4
            if (!hasRead)
                await FeedWait.UntilAsync(changed, due, time, cancellationToken);
        }
    }

    /// <inheritdoc />
    public int RetryNow() => core.RetryNow(trigger);

    /// <inheritdoc />
    public async ValueTask ChangeAsync(FeedSpec spec, CancellationToken cancellationToken)
    {
        var before = trigger.Filter;
        var result = await engine.CommitAsync(core.ChangeFilter(trigger, spec.Filter));
        if (result != CommitResult.Committed)
            core.RestoreFilter(trigger, before);
        LogEngine.Check(result);
    }

    /// <summary>Returns unfinished deliveries.</summary>
    public ValueTask DisposeAsync()
    {
        core.ReturnLeases(trigger);
        return ValueTask.CompletedTask;
    }

    // A full disk has no room for the outcome now; without the outcome the event would stay open forever.
    private async Task GiveUpAsync(LogLease open, CancellationToken cancellationToken)
    {
        while (await engine.FinishAsync(open, Damaged(open), [], cancellationToken) is FinishResult.Full full)
            await Task.Delay(full.RetryAfter, time, cancellationToken);
    }

    /// <summary>Creates the outcome of an event that is gone from the disk.</summary>
    internal static AttemptOutcome.GivenUp Damaged(LogLease open)
        => new(DeadLetterReason.Damaged, $"the event at position {open.Position} cannot be read from the log any more", open.Status);
}

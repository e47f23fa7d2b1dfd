namespace Wasmill.Broker.Engines;

/// <summary>Waiting of a feed that has no delivery ready.</summary>
public static class FeedWait
{
    /// <summary>Waits for a change or for the next retry's time, whichever comes first.</summary>
    /// <param name="changed">Completes at a change.</param>
    /// <param name="due">Time of the next retry; null if none.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    public static async Task UntilAsync(Task changed, DateTimeOffset? due, TimeProvider time, CancellationToken cancellationToken)
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

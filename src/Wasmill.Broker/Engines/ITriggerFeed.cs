namespace Wasmill.Broker.Engines;

/// <summary>The deliveries of one trigger.</summary>
public interface ITriggerFeed : IAsyncDisposable
{
    /// <summary>
    /// Returns deliveries as they become due: new events in order, retries at their time. Each is leased to the caller until finished;
    /// unfinished deliveries are returned again after the feed is disposed, with the same attempt number.
    /// </summary>
    IAsyncEnumerable<PendingDelivery> PullAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Makes every delivery that waits for a retry due now. Its stored time stays: a restart of the process waits for it.
    /// </summary>
    /// <returns>The number of those deliveries.</returns>
    int RetryNow();

    /// <summary>
    /// Changes the parameters of the feed. Events already matched stay; after this returns, every later event is matched with the new
    /// parameters.
    /// </summary>
    ValueTask ChangeAsync(FeedSpec spec, CancellationToken cancellationToken);
}

namespace Wasmill.Broker.Engines;

/// <summary>The deliveries that one trigger has to make.</summary>
public interface ITriggerFeed : IAsyncDisposable
{
    /// <summary>
    /// Gives deliveries as they become due: new events in order, retries at their time. Each is leased to the caller until it is finished;
    /// what is not finished when the feed is disposed is given again later, with the same attempt number.
    /// </summary>
    IAsyncEnumerable<PendingDelivery> PullAsync(CancellationToken cancellationToken);

    /// <summary>
    /// Changes how the trigger is fed. Events that were matched before stay;
    /// when this returns, every later event is matched by the new specification.
    /// </summary>
    ValueTask ChangeAsync(FeedSpec spec, CancellationToken cancellationToken);
}

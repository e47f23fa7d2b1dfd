namespace Wasmill.Broker.Engines;

/// <summary>The start position of a new trigger.</summary>
public abstract record FeedStart
{
    private FeedStart()
    {
    }

    /// <summary>With the next event to come.</summary>
    public sealed record End : FeedStart;

    /// <summary>With the oldest event that is kept.</summary>
    public sealed record Beginning : FeedStart;

    /// <summary>With the event at a position, or the next one that is kept.</summary>
    /// <param name="Position">The position, from 1.</param>
    public sealed record At(long Position) : FeedStart;

    /// <summary>With the first event that arrived at or after a time.</summary>
    /// <param name="Time">The time.</param>
    public sealed record Since(DateTimeOffset Time) : FeedStart;
}

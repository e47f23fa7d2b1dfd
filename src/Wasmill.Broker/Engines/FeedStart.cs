namespace Wasmill.Broker.Engines;

/// <summary>The start position of a new trigger.</summary>
public abstract record FeedStart
{
    private FeedStart()
    {
    }

    /// <summary>Starts with the next event.</summary>
    public sealed record End : FeedStart;

    /// <summary>Starts with the oldest stored event.</summary>
    public sealed record Beginning : FeedStart;

    /// <summary>Starts with the event at a position, or the next stored one.</summary>
    /// <param name="Position">The position, from 1.</param>
    public sealed record At(long Position) : FeedStart;

    /// <summary>Starts with the first event that arrived at or after a time.</summary>
    /// <param name="Time">The time.</param>
    public sealed record Since(DateTimeOffset Time) : FeedStart;
}

namespace Wasmill.Broker.Engines;

/// <summary>Where a trigger stands.</summary>
/// <param name="Tail">The position of the last event in the log; 0 when it is empty.</param>
/// <param name="Lag">
/// Events that passed the filter and have no final outcome yet, open retries included. Of a trigger that is further behind than its window,
/// events that were not matched yet are counted as if they passed.
/// </param>
/// <param name="OpenRetries">How many of them wait for another attempt.</param>
/// <param name="NextDue">When the first of those is due, or null.</param>
/// <param name="Floor">The lowest position that may still have to be delivered.</param>
/// <param name="Oldest">When the event there arrived; null when there is none.</param>
public sealed record FeedStatus(long Tail, long Lag, int OpenRetries, DateTimeOffset? NextDue, long Floor, DateTimeOffset? Oldest = null)
{
    /// <summary>
    /// Events that the trigger had yet to deliver when the engine found them gone from the disk. Those that it had not matched yet are
    /// counted as if they passed its filter. Counted since the trigger was made.
    /// </summary>
    public long Lost { get; init; }
}

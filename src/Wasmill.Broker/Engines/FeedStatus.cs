namespace Wasmill.Broker.Engines;

/// <summary>The progress of a trigger.</summary>
/// <param name="Tail">The position of the last event in the log; 0 when it is empty.</param>
/// <param name="Lag">
/// Events that passed the filter and have no final outcome yet, open retries included. Of a trigger that is further behind than its window,
/// events that were not matched yet are counted as if they passed.
/// </param>
/// <param name="OpenRetries">Number of those events that wait for a retry.</param>
/// <param name="NextDue">Time of the first of those retries; null if none.</param>
/// <param name="Floor">The lowest position that may still have to be delivered.</param>
/// <param name="Oldest">Arrival time of that event; null if there is none.</param>
public sealed record FeedStatus(long Tail, long Lag, int OpenRetries, DateTimeOffset? NextDue, long Floor, DateTimeOffset? Oldest = null)
{
    /// <summary>
    /// Events that the trigger had yet to deliver when the engine found them gone from the disk. Those that it had not matched yet are
    /// counted as if they passed its filter. Counted since the trigger was made.
    /// </summary>
    public long Lost { get; init; }
}

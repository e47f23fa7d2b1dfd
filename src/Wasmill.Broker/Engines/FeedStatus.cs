namespace Wasmill.Broker.Engines;

/// <summary>The progress of a trigger.</summary>
/// <param name="Tail">The position of the last event in the log; 0 when it is empty.</param>
/// <param name="Lag">
/// Events that passed the filter and have no final outcome yet, open retries included. If a trigger is further behind than its window,
/// events that are not matched yet count as if they passed.
/// </param>
/// <param name="OpenRetries">Number of those events that wait for a retry.</param>
/// <param name="NextDue">Time of the first of those retries; null if none.</param>
/// <param name="Floor">Lowest position that may still need delivery.</param>
/// <param name="Oldest">Arrival time of that event; null if there is none.</param>
public sealed record FeedStatus(long Tail, long Lag, int OpenRetries, DateTimeOffset? NextDue, long Floor, DateTimeOffset? Oldest = null)
{
    /// <summary>
    /// Number of undelivered events that the engine found gone from the disk, since the trigger was created. Events that were not matched
    /// yet count as if they passed the filter.
    /// </summary>
    public long Lost { get; init; }
}

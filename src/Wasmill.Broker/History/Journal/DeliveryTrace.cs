namespace Wasmill.Broker.History.Journal;

/// <summary>The deliveries of one event to one trigger.</summary>
/// <param name="Trigger">The trigger.</param>
/// <param name="Target">Target of the trigger; empty if no longer known.</param>
/// <param name="State">Progress of the delivery.</param>
/// <param name="Attempts">The last attempts, oldest first; at most 8 are kept.</param>
/// <param name="NextDue">Time of the next attempt; null if none.</param>
/// <param name="Replies">Traces of the reply events.</param>
public sealed record DeliveryTrace(
    string Trigger,
    string Target,
    DeliveryState State,
    IReadOnlyList<AttemptRecord> Attempts,
    DateTimeOffset? NextDue,
    IReadOnlyList<EventTrace> Replies)
{
    /// <summary>Indicates whether the trigger has been deleted; another trigger may have its name.</summary>
    public bool IsDeleted { get; init; }
}

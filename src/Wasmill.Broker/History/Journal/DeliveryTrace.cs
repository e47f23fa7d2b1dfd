namespace Wasmill.Broker.History.Journal;

/// <summary>What one trigger did with one event.</summary>
/// <param name="Trigger">The trigger.</param>
/// <param name="Target">Its target; empty when it is not known any more.</param>
/// <param name="State">How far it is.</param>
/// <param name="Attempts">The last attempts, oldest first; at most 8 are kept.</param>
/// <param name="NextDue">When the next attempt is due, while there is one.</param>
/// <param name="Replies">What became of the events in the answer.</param>
public sealed record DeliveryTrace(
    string Trigger,
    string Target,
    DeliveryState State,
    IReadOnlyList<AttemptRecord> Attempts,
    DateTimeOffset? NextDue,
    IReadOnlyList<EventTrace> Replies)
{
    /// <summary>Whether the trigger was deleted since; another one may have its name.</summary>
    public bool IsDeleted { get; init; }
}

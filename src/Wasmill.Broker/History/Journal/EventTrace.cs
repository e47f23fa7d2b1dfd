using Wasmill.Broker.Records;

namespace Wasmill.Broker.History.Journal;

/// <summary>The trace of one event and of the events derived from it: a tree, no deeper than the hop limit.</summary>
/// <param name="Event">The event, without its payload.</param>
/// <param name="Deliveries">One entry for each matching trigger.</param>
public sealed record EventTrace(StoredEvent Event, IReadOnlyList<DeliveryTrace> Deliveries)
{
    /// <summary>Events that came of it and are not in the tree because it would be too large, at least; 0 for a whole tree.</summary>
    public int OmittedReplies { get; init; }

    /// <summary>Indicates whether the event has been matched.</summary>
    /// <value>Default true.</value>
    public bool IsMatched { get; init; } = true;

    /// <summary>Indicates whether every delivery of the tree has a final outcome.</summary>
    public bool IsComplete => IsMatched && Deliveries.All(delivery =>
        delivery.State is DeliveryState.Delivered or DeliveryState.GivenUp && delivery.Replies.All(reply => reply.IsComplete));
}

using Wasmill.Broker.Engines;

namespace Wasmill.Broker.Journal;

/// <summary>What became of one event, and of the events that came of it: a tree.</summary>
/// <param name="Event">The event, without its payload.</param>
/// <param name="Deliveries">One for each trigger that it matched.</param>
public sealed record EventTrace(StoredEvent Event, IReadOnlyList<DeliveryTrace> Deliveries)
{
    /// <summary>Whether every delivery of the tree has a final outcome.</summary>
    public bool IsComplete => Deliveries.All(delivery =>
        delivery.State is DeliveryState.Delivered or DeliveryState.GivenUp && delivery.Replies.All(reply => reply.IsComplete));
}

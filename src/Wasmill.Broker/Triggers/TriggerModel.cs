using Wasmill.Broker.Engines;
using Wasmill.Broker.Policies;
using Wasmill.Events.Filters.Matching;

namespace Wasmill.Broker.Triggers;

/// <summary>
/// A trigger as the broker runs it. Its name is its identity: a changed filter, target or policy keeps its place in the log.
/// </summary>
/// <param name="Name">The name.</param>
/// <param name="Filter">Selects the events of the trigger.</param>
/// <param name="Target">The name of the target in the same <see cref="BrokerModel"/>.</param>
/// <param name="Policy">The delivery policy.</param>
public sealed record TriggerModel(string Name, EventFilter Filter, string Target, DeliveryPolicy Policy)
{
    /// <summary>The start position if the engine does not know the trigger yet.</summary>
    /// <value>Default: with the next event.</value>
    public FeedStart Start { get; init; } = new FeedStart.End();
}

using Wasmill.Events.Filters.Matching;

namespace Wasmill.Broker.Engines;

/// <summary>The parameters of a trigger's feed.</summary>
/// <param name="Filter">Selects the events of the trigger.</param>
public sealed record FeedSpec(EventFilter Filter)
{
    /// <summary>Start position of a trigger that the engine does not know yet.</summary>
    /// <value>Default: at the end.</value>
    public FeedStart Start { get; init; } = new FeedStart.End();
}

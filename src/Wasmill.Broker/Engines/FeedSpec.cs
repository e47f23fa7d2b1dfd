using Wasmill.Events.Filters.Matching;

namespace Wasmill.Broker.Engines;

/// <summary>How a trigger is fed.</summary>
/// <param name="Filter">Which events it gets.</param>
public sealed record FeedSpec(EventFilter Filter)
{
    /// <summary>Where a trigger that the engine does not know yet begins.</summary>
    /// <value>Default: at the end.</value>
    public FeedStart Start { get; init; } = new FeedStart.End();
}

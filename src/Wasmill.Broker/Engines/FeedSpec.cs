using Wasmill.Events.Filters;

namespace Wasmill.Broker.Engines;

/// <summary>How a trigger is fed.</summary>
/// <param name="Filter">Which events it gets.</param>
public sealed record FeedSpec(EventFilter Filter);

using Wasmill.Broker.Engines;
using Wasmill.Broker.Policies;
using Wasmill.Events.Filters;

namespace Wasmill.Flows.Model;

/// <summary>A trigger as the user wrote it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Filter">Which events it delivers.</param>
/// <param name="Target">The name of its target.</param>
/// <param name="Delivery">How it tries: what it states, else what its broker states, else the defaults.</param>
public sealed record TriggerConfig(string Name, FilterConfig Filter, string Target, DeliveryPolicy Delivery)
{
    /// <summary>What it states itself of its delivery.</summary>
    public DeliveryConfig Stated { get; init; } = new();

    /// <summary>Where it begins when the broker does not know it yet.</summary>
    /// <value>Default: with the next event.</value>
    public FeedStart Start { get; init; } = new FeedStart.End();
}

using Wasmill.Broker.Engines;
using Wasmill.Broker.Policies;
using Wasmill.Events.Filters;

namespace Wasmill.Flows.Model;

/// <summary>A trigger as the user wrote it.</summary>
/// <param name="Name">The name.</param>
/// <param name="Filter">The filter of the events that the trigger delivers.</param>
/// <param name="Target">The name of the target.</param>
/// <param name="Delivery">The delivery policy: the trigger's settings, then its broker's, then the defaults.</param>
public sealed record TriggerConfig(string Name, FilterConfig Filter, string Target, DeliveryPolicy Delivery)
{
    /// <summary>The delivery settings of the trigger itself.</summary>
    public DeliveryConfig Stated { get; init; } = new();

    /// <summary>The start position if the trigger is new to the broker.</summary>
    /// <value>Default: the next event.</value>
    public FeedStart Start { get; init; } = new FeedStart.End();
}

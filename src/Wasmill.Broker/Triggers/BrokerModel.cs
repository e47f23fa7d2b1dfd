using Wasmill.Broker.Targets;

namespace Wasmill.Broker.Triggers;

/// <summary>The configuration of a broker: one immutable snapshot, replaced as a whole.</summary>
/// <param name="Triggers">The triggers, names unique.</param>
/// <param name="Targets">The targets by name. The owner disposes a target after applying a model without it.</param>
public sealed record BrokerModel(IReadOnlyList<TriggerModel> Triggers, IReadOnlyDictionary<string, IEventTarget> Targets)
{
    /// <summary>A broker without triggers.</summary>
    public static BrokerModel Empty { get; } = new([], new Dictionary<string, IEventTarget>());
}

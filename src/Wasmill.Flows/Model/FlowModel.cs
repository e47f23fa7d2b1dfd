namespace Wasmill.Flows.Model;

/// <summary>A whole flow, read and checked.</summary>
/// <param name="Broker">The broker's name.</param>
/// <param name="Targets">The targets in the order of the file.</param>
/// <param name="Triggers">The triggers in the order of the file.</param>
public sealed record FlowModel(string Broker, IReadOnlyList<TargetConfig> Targets, IReadOnlyList<TriggerConfig> Triggers)
{
    /// <summary>What the file says without effect.</summary>
    /// <value>Default: nothing.</value>
    public IReadOnlyList<FlowWarning> Warnings { get; init; } = [];
}

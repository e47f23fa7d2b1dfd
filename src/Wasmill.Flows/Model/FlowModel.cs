namespace Wasmill.Flows.Model;

/// <summary>A whole flow that has been read and checked.</summary>
/// <param name="Broker">The name of the broker.</param>
/// <param name="Components">The sources, targets and transformations in the order of the file.</param>
/// <param name="Triggers">The triggers in the order of the file.</param>
public sealed record FlowModel(string Broker, IReadOnlyList<ComponentConfig> Components, IReadOnlyList<TriggerConfig> Triggers)
{
    /// <summary>The delivery settings of the broker: the defaults of its triggers.</summary>
    /// <value>Default: null (none).</value>
    public DeliveryConfig? Delivery { get; init; }

    /// <summary>Warnings about parts of the file that have no effect.</summary>
    /// <value>Default: empty.</value>
    public IReadOnlyList<FlowWarning> Warnings { get; init; } = [];

    /// <summary>The components that a trigger can send events to: targets and transformations.</summary>
    public IEnumerable<ComponentConfig> Targets => Components.Where(component => component.Role != ComponentRole.Source);

    /// <summary>The sources.</summary>
    public IEnumerable<ComponentConfig> Sources => Components.Where(component => component.Role == ComponentRole.Source);
}

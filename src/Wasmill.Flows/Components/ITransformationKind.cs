using Wasmill.Broker.Transforms;
using Wasmill.Flows.Files;
using Wasmill.Flows.Model;

namespace Wasmill.Flows.Components;

/// <summary>A kind of transformation.</summary>
public interface ITransformationKind : IComponentKind
{
    /// <summary>Makes a transformation.</summary>
    /// <param name="config">The transformation, whose settings are valid and whose secrets are resolved.</param>
    /// <param name="environment">What the transformation may use of the broker.</param>
    /// <exception cref="FlowException">The transformation cannot be made, for a reason that the user can mend.</exception>
    IEventTransform Create(ComponentConfig config, ComponentEnvironment environment);
}

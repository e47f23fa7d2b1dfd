using Wasmill.Broker.Targets;
using Wasmill.Flows.Files;
using Wasmill.Flows.Model;

namespace Wasmill.Flows.Components;

/// <summary>A kind of target.</summary>
public interface ITargetKind : IComponentKind
{
    /// <summary>The settings of a target that is made from a URI; null when this kind is not the one for URIs.</summary>
    UriSettings? ForUris => null;

    /// <summary>Makes a target.</summary>
    /// <param name="config">The target, whose settings are valid and whose secrets are resolved.</param>
    /// <param name="environment">What the target may use of the broker.</param>
    /// <param name="cancellationToken">Abandons the making.</param>
    /// <exception cref="FlowException">The target cannot be made, for a reason that the user can mend.</exception>
    ValueTask<IEventTarget> CreateAsync(ComponentConfig config, ComponentEnvironment environment, CancellationToken cancellationToken);
}

using Wasmill.Broker.Targets;
using Wasmill.Flows.Files;
using Wasmill.Flows.Model;

namespace Wasmill.Flows.Components;

/// <summary>A kind of target.</summary>
public interface ITargetKind : IComponentKind
{
    /// <summary>The settings of a target that is created from a URI; null if the kind is not for URIs.</summary>
    UriSettings? ForUris => null;

    /// <summary>Creates a target.</summary>
    /// <param name="config">The target, with valid settings and resolved secrets.</param>
    /// <param name="environment">The services of the broker that the target may use.</param>
    /// <param name="cancellationToken">Cancels the creation.</param>
    /// <exception cref="FlowException">The target cannot be created for a reason that the user can fix.</exception>
    ValueTask<IEventTarget> CreateAsync(ComponentConfig config, ComponentEnvironment environment, CancellationToken cancellationToken);
}

using Wasmill.Broker.Targets;
using Wasmill.Flows.Model;
using Wasmill.Flows.Settings;

namespace Wasmill.Flows.Components;

/// <summary>A base class for kinds of target that read their settings into a typed record.</summary>
/// <typeparam name="TSettings">The record type.</typeparam>
public abstract class TargetKind<TSettings> : ComponentKind<TSettings>, ITargetKind where TSettings : class
{
    /// <inheritdoc />
    public override ComponentRole Role => ComponentRole.Target;

    /// <inheritdoc />
    public virtual UriSettings? ForUris => null;

    /// <inheritdoc />
    public ValueTask<IEventTarget> CreateAsync(
        ComponentConfig config, ComponentEnvironment environment, CancellationToken cancellationToken)
        => CreateAsync(config.Name, Read(new SettingsReader(config.Name, config.Spec)), environment, cancellationToken);

    /// <summary>Creates a target.</summary>
    /// <param name="name">The name of the target.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="environment">The services of the broker that the target may use.</param>
    /// <param name="cancellationToken">Cancels the creation.</param>
    /// <exception cref="Files.FlowException">The target cannot be created for a reason that the user can fix.</exception>
    protected abstract ValueTask<IEventTarget> CreateAsync(
        string name, TSettings settings, ComponentEnvironment environment, CancellationToken cancellationToken);
}

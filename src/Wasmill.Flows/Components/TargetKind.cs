using Wasmill.Broker.Targets;
using Wasmill.Flows.Model;
using Wasmill.Flows.Settings;

namespace Wasmill.Flows.Components;

/// <summary>A kind of target whose settings are read once into a record of its own.</summary>
/// <typeparam name="TSettings">The record.</typeparam>
public abstract class TargetKind<TSettings> : ComponentKind<TSettings>, ITargetKind where TSettings : class
{
    /// <inheritdoc />
    public override ComponentRole Role => ComponentRole.Target;

    /// <inheritdoc />
    public virtual UriSettings? ForUris => null;

    /// <inheritdoc />
    public ValueTask<IEventTarget> CreateAsync(ComponentConfig config, ComponentEnvironment environment, CancellationToken cancellationToken)
        => CreateAsync(config.Name, Read(new SettingsReader(config.Name, config.Spec)), environment, cancellationToken);

    /// <summary>Makes a target.</summary>
    /// <param name="name">The target's name.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="environment">What the target may use of the broker.</param>
    /// <param name="cancellationToken">Abandons the making.</param>
    /// <exception cref="Files.FlowException">The target cannot be made, for a reason that the user can mend.</exception>
    protected abstract ValueTask<IEventTarget> CreateAsync(string name, TSettings settings, ComponentEnvironment environment, CancellationToken cancellationToken);
}

using Wasmill.Broker.Sources;
using Wasmill.Flows.Model;
using Wasmill.Flows.Settings;

namespace Wasmill.Flows.Components;

/// <summary>A kind of source whose settings are read once into a record of its own.</summary>
/// <typeparam name="TSettings">The record.</typeparam>
public abstract class SourceKind<TSettings> : ComponentKind<TSettings>, ISourceKind where TSettings : class
{
    /// <inheritdoc />
    public override ComponentRole Role => ComponentRole.Source;

    /// <inheritdoc />
    public virtual bool TakesRequests => false;

    /// <inheritdoc />
    public IEventSource Create(ComponentConfig config, ComponentEnvironment environment)
        => Create(config.Name, Read(new SettingsReader(config.Name, config.Spec)), environment);

    /// <summary>Makes a source.</summary>
    /// <param name="name">The source's name.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="environment">What the source may use of the broker.</param>
    /// <exception cref="Files.FlowException">The source cannot be made, for a reason that the user can mend.</exception>
    protected abstract IEventSource Create(string name, TSettings settings, ComponentEnvironment environment);
}

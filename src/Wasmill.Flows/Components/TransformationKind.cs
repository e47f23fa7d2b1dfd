using Wasmill.Broker.Transforms;
using Wasmill.Flows.Model;
using Wasmill.Flows.Settings;

namespace Wasmill.Flows.Components;

/// <summary>A kind of transformation whose settings are read once into a record of its own.</summary>
/// <typeparam name="TSettings">The record.</typeparam>
public abstract class TransformationKind<TSettings> : ComponentKind<TSettings>, ITransformationKind where TSettings : class
{
    /// <inheritdoc />
    public override ComponentRole Role => ComponentRole.Transformation;

    /// <inheritdoc />
    public override AnswerRule Answers => AnswerRule.Expected;

    /// <inheritdoc />
    public IEventTransform Create(ComponentConfig config, ComponentEnvironment environment)
        => Create(config.Name, Read(new SettingsReader(config.Name, config.Spec)), environment);

    /// <summary>Makes a transformation.</summary>
    /// <param name="name">The transformation's name.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="environment">What the transformation may use of the broker.</param>
    /// <exception cref="Files.FlowException">The transformation cannot be made, for a reason that the user can mend.</exception>
    protected abstract IEventTransform Create(string name, TSettings settings, ComponentEnvironment environment);
}

using Wasmill.Flows.Model;
using Wasmill.Flows.Settings;

namespace Wasmill.Flows.Components;

// Tested by: BuiltInKindsTests, ComponentCheckTests
/// <summary>A base class for kinds of component that read their settings into a typed record.</summary>
/// <typeparam name="TSettings">The record type.</typeparam>
public abstract class ComponentKind<TSettings> : IComponentKind where TSettings : class
{
    /// <inheritdoc />
    public abstract ComponentRole Role { get; }

    /// <inheritdoc />
    public abstract string ApiVersion { get; }

    /// <inheritdoc />
    public abstract string Kind { get; }

    /// <inheritdoc />
    public abstract string CommandName { get; }

    /// <inheritdoc />
    public abstract string Description { get; }

    /// <inheritdoc />
    public abstract IReadOnlyList<SettingDefinition> Settings { get; }

    /// <inheritdoc />
    public abstract IReadOnlyList<ComponentExample> Examples { get; }

    /// <inheritdoc />
    public virtual AnswerRule Answers => AnswerRule.Never;

    /// <inheritdoc />
    public void Check(SettingsReader settings) => Read(settings);

    /// <inheritdoc />
    public string AddressOf(SettingsReader settings) => AddressOf(Read(settings));

    /// <inheritdoc />
    public virtual string? SuggestName(SettingsReader settings) => null;

    /// <inheritdoc />
    public virtual ValueTask<string?> AdviseAsync(SettingsReader settings, CancellationToken cancellationToken)
        => ValueTask.FromResult<string?>(null);

    /// <summary>Reads the settings and reports their errors. If there are errors, the record is not used.</summary>
    protected abstract TSettings Read(SettingsReader settings);

    /// <summary>Describes in one line where a component gets events from or sends them to, without secrets.</summary>
    protected abstract string AddressOf(TSettings settings);
}

namespace Wasmill.Flows.Settings;

// Tested by: SettingsReaderTests, SpecReaderTests
/// <summary>
/// One setting of a kind of component. Checks, options of the command line, help, the JSON Schema and the reference page are all made from it.
/// </summary>
/// <param name="Name">The key under <c>spec</c>, or under the group that the setting belongs to.</param>
/// <param name="Type">The form of the value.</param>
/// <param name="Description">What the setting is, in one line for <c>--help</c>: no capital at the beginning, no full stop at the end.</param>
public sealed record SettingDefinition(string Name, SettingType Type, string Description)
{
    /// <summary>Whether the setting must be given.</summary>
    /// <value>Default false.</value>
    public bool IsRequired { get; init; }

    /// <summary>What holds when the setting is not given, as the reference page says it.</summary>
    /// <value>Default null: nothing.</value>
    public string? Default { get; init; }

    /// <summary>The values of a <see cref="SettingType.Choice"/>.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>The smallest <see cref="SettingType.WholeNumber"/>.</summary>
    /// <value>Default 0.</value>
    public long Minimum { get; init; }

    /// <summary>The largest <see cref="SettingType.WholeNumber"/>.</summary>
    /// <value>Default: no bound.</value>
    public long Maximum { get; init; } = long.MaxValue;

    /// <summary>The settings of a <see cref="SettingType.Group"/>, or of each item of a <see cref="SettingType.GroupList"/>.</summary>
    /// <value>Default: none.</value>
    public IReadOnlyList<SettingDefinition> Settings { get; init; } = [];

    /// <summary>The secret part of the value, which is hidden wherever the setting is shown.</summary>
    /// <value>Default <see cref="SecretRule.None"/>.</value>
    public SecretRule Secret { get; init; }

    /// <summary>A flag that stands for the setting on the command line, in place of an option with a value.</summary>
    /// <value>Default null.</value>
    public SettingFlag? Flag { get; init; }

    /// <summary>Whether the setting can be referred to with <c>From</c> at the end of its key.</summary>
    public bool IsSecret => Secret == SecretRule.Value;

    /// <summary>Whether the value is a single text in the flow file.</summary>
    public bool IsScalar => Type is not (SettingType.Group or SettingType.TextList or SettingType.GroupList or SettingType.TextMap);
}

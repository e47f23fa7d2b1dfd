namespace Wasmill.Flows.Settings;

// Tested by: SettingsReaderTests, SpecReaderTests
/// <summary>
/// A setting of a kind of component. Checks, command-line options, help, the JSON Schema and the reference page are generated from it.
/// </summary>
/// <param name="Name">The key under <c>spec</c>, or under the group that the setting belongs to.</param>
/// <param name="Type">The form of the value.</param>
/// <param name="Description">The description in one line for <c>--help</c>; starts in lowercase and has no period.</param>
public sealed record SettingDefinition(string Name, SettingType Type, string Description)
{
    /// <summary>Indicates whether the setting is required.</summary>
    /// <value>Default false.</value>
    public bool IsRequired { get; init; }

    /// <summary>The default value, as text for the reference page.</summary>
    /// <value>Default: null (none).</value>
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

    /// <summary>The secret part of the value, which is masked wherever the setting is displayed.</summary>
    /// <value>Default <see cref="SecretRule.None"/>.</value>
    public SecretRule Secret { get; init; }

    /// <summary>A command-line flag for the setting, which replaces an option with a value.</summary>
    /// <value>Default null.</value>
    public SettingFlag? Flag { get; init; }

    /// <summary>Indicates whether the setting can be set by reference, with the suffix <c>From</c>.</summary>
    public bool IsSecret => Secret == SecretRule.Value;

    /// <summary>Indicates whether the value is a single text in the flow file.</summary>
    public bool IsScalar => Type is not (SettingType.Group or SettingType.TextList or SettingType.GroupList or SettingType.TextMap);
}

namespace Wasmill.Flows.Settings;

/// <summary>The types of setting.</summary>
public enum SettingType
{
    /// <summary>Any text.</summary>
    Text,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary>A whole number between <see cref="SettingDefinition.Minimum"/> and <see cref="SettingDefinition.Maximum"/>.</summary>
    WholeNumber,

    /// <summary>
    /// A duration: ISO 8601 such as <c>PT0.5S</c>, or a number and a unit such as <c>500ms</c>, <c>30s</c>, <c>5m</c>, <c>2h</c>,
    /// <c>1d</c>.
    /// </summary>
    Duration,

    /// <summary>One of <see cref="SettingDefinition.Choices"/>.</summary>
    Choice,

    /// <summary>The path of a file or folder, relative to the flow file.</summary>
    Path,

    /// <summary>Nested settings: <see cref="SettingDefinition.Settings"/>.</summary>
    Group,

    /// <summary>A list of texts.</summary>
    TextList,

    /// <summary>A list of groups, each with <see cref="SettingDefinition.Settings"/>.</summary>
    GroupList,

    /// <summary>A map of texts with arbitrary names.</summary>
    TextMap,
}

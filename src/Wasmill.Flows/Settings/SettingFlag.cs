namespace Wasmill.Flows.Settings;

/// <summary>A command-line flag that sets a setting to a fixed value.</summary>
/// <param name="Name">The name without dashes.</param>
/// <param name="Value">The value that the flag sets.</param>
/// <param name="Description">The description in one line for <c>--help</c>.</param>
public sealed record SettingFlag(string Name, string Value, string Description);

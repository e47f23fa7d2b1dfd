namespace Wasmill.Flows.Settings;

/// <summary>A flag of the command line that gives a setting its value.</summary>
/// <param name="Name">The flag without its dashes.</param>
/// <param name="Value">The value that the flag gives.</param>
/// <param name="Description">What the flag does, in one line for <c>--help</c>.</param>
public sealed record SettingFlag(string Name, string Value, string Description);

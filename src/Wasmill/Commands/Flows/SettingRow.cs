namespace Wasmill.Commands.Flows;

/// <summary>A setting of a kind of component.</summary>
/// <param name="Path">Its path below <c>spec</c>.</param>
/// <param name="Type">The form of its value.</param>
/// <param name="Required">Indicates whether it is required.</param>
/// <param name="Default">The default value, if any.</param>
/// <param name="Description">The description.</param>
internal sealed record SettingRow(string Path, string Type, bool Required, string? Default, string Description);

using Wasmill.Flows.Files;

namespace Wasmill.Flows.Settings;

/// <summary>An error in the settings of a component.</summary>
/// <param name="Path">The path of the setting.</param>
/// <param name="Place">The place in the flow file.</param>
/// <param name="Message">The problem and how to fix it.</param>
public sealed record SettingError(string Path, Place Place, string Message);

using Wasmill.Flows.Files;

namespace Wasmill.Flows.Settings;

/// <summary>One thing that is wrong with the settings of a component.</summary>
/// <param name="Path">The setting's path.</param>
/// <param name="Place">The place in the flow file.</param>
/// <param name="Message">What is wrong, and how to mend it.</param>
public sealed record SettingError(string Path, Place Place, string Message);

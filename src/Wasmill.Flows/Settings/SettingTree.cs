namespace Wasmill.Flows.Settings;

/// <summary>Walks the settings of a kind.</summary>
public static class SettingTree
{
    /// <summary>
    /// Finds all settings that are not groups, with their paths (names joined with dots). Lists of groups are not expanded.
    /// </summary>
    public static IEnumerable<(string Path, SettingDefinition Setting)> Leaves(
        IReadOnlyList<SettingDefinition> settings, string prefix = "")
        => settings.SelectMany(setting => setting.Type == SettingType.Group
            ? Leaves(setting.Settings, $"{prefix}{setting.Name}.")
            : [(prefix + setting.Name, setting)]);

    /// <summary>Returns the command-line option of a setting: <c>--reply-type</c> for <c>replyType</c>.</summary>
    public static string OptionOf(string path)
        => "--" + string.Concat(path.Select(one => char.IsAsciiLetterUpper(one) ? $"-{char.ToLowerInvariant(one)}" : one.ToString()));

    /// <summary>Finds a setting by its path; null if unknown. Indexes of items (in brackets) are ignored.</summary>
    public static SettingDefinition? Find(IReadOnlyList<SettingDefinition> settings, string path)
    {
        SettingDefinition? found = null;
        foreach (var part in path.Split('.'))
        {
            var bracket = part.IndexOf('[', StringComparison.Ordinal);
            var name = bracket < 0 ? part : part[..bracket];
            found = (found?.Settings ?? settings).FirstOrDefault(setting => setting.Name == name);
            if (found is null)
                return null;
        }

        return found;
    }
}

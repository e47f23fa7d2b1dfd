namespace Wasmill.Flows.Settings;

/// <summary>Walks the settings of a kind.</summary>
public static class SettingTree
{
    /// <summary>All settings that are not groups, by their paths; the names of groups are joined with dots. Lists of groups are not entered.</summary>
    public static IEnumerable<(string Path, SettingDefinition Setting)> Leaves(IReadOnlyList<SettingDefinition> settings, string prefix = "")
        => settings.SelectMany(setting => setting.Type == SettingType.Group
            ? Leaves(setting.Settings, $"{prefix}{setting.Name}.")
            : [(prefix + setting.Name, setting)]);

    /// <summary>The option of the command line for a setting: <c>--reply-type</c> for <c>replyType</c>.</summary>
    public static string OptionOf(string path)
        => "--" + string.Concat(path.Select(one => char.IsAsciiLetterUpper(one) ? $"-{char.ToLowerInvariant(one)}" : one.ToString()));

    /// <summary>Finds a setting by its path; null when there is none. Indexes of items, in brackets, are left out of account.</summary>
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

using System.Globalization;
using Wasmill.Flows.Files;
using Wasmill.Flows.Settings;

namespace Wasmill.Flows.Components;

/// <summary>Checks the settings of a component.</summary>
public static class ComponentCheck
{
    /// <summary>
    /// Finds everything that is wrong: (1) values of another type; (2) settings that are missing; (3) what the kind reports of settings without an error so far.
    /// </summary>
    /// <param name="kind">The component's kind.</param>
    /// <param name="name">The component's name.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="reported">The paths of settings with errors that were reported before; nothing else is reported about them.</param>
    public static IReadOnlyList<SettingError> FindErrors(IComponentKind kind, string name, MapValue settings, IEnumerable<string>? reported = null)
    {
        var errors = new List<SettingError>();
        var wrong = new HashSet<string>(reported ?? [], StringComparer.Ordinal);

        // 1 and 2
        FindErrors(kind.Settings, settings, "", errors, wrong);

        // 3
        var reader = new SettingsReader(name, settings);
        kind.Check(reader);
        return [.. errors, .. reader.Errors.Where(error => !wrong.Contains(error.Path))];
    }

    private static void FindErrors(IReadOnlyList<SettingDefinition> definitions, MapValue settings, string prefix, List<SettingError> errors, HashSet<string> wrong)
    {
        foreach (var setting in definitions)
        {
            var path = prefix + setting.Name;
            switch (settings.Find(setting.Name))
            {
                case null when setting.IsRequired:
                    Report(path, settings.Place, $"spec.{path} is missing: {setting.Description}");
                    break;
                case ScalarValue scalar when SettingText.Explain(setting, path, scalar.Text) is { } problem:
                    Report(path, scalar.Place, problem);
                    break;
                case MapValue group when setting.Type == SettingType.Group:
                    FindErrors(setting.Settings, group, path + ".", errors, wrong);
                    break;
                case ListValue list when setting.Type == SettingType.GroupList:
                    foreach (var (index, item) in list.Items.OfType<MapValue>().Index())
                        FindErrors(setting.Settings, item, string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]."), errors, wrong);
                    break;
            }
        }

        void Report(string path, Place place, string message)
        {
            if (wrong.Add(path))
                errors.Add(new SettingError(path, place, message));
        }
    }
}

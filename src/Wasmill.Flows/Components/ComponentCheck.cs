using System.Globalization;
using Wasmill.Flows.Files;
using Wasmill.Flows.Settings;

namespace Wasmill.Flows.Components;

/// <summary>Checks the settings of a component.</summary>
public static class ComponentCheck
{
    /// <summary>
    /// Finds all errors: (1) values of the wrong type; (2) missing required settings; (3) errors that the kind reports about settings
    /// without an earlier error.
    /// </summary>
    /// <param name="kind">The kind of the component.</param>
    /// <param name="name">The name of the component.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="reported">The paths of settings whose errors were already reported; no further errors are reported for them.</param>
    public static IReadOnlyList<SettingError> FindErrors(
        IComponentKind kind, string name, MapValue settings, IEnumerable<string>? reported = null)
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

    private static void FindErrors(
        IReadOnlyList<SettingDefinition> definitions, MapValue settings, string prefix, List<SettingError> errors, HashSet<string> wrong)
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

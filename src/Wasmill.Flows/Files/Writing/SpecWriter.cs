using Wasmill.Flows.Settings;

namespace Wasmill.Flows.Files.Writing;

// Tested by: FlowWriterTests, FlowEditorTests
/// <summary>
/// Writes the settings of a component as the lines of a YAML mapping, so that <see cref="Reading.SpecReader"/> reads the same settings.
/// </summary>
internal static class SpecWriter
{
    /// <summary>Writes the lines of a mapping.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="definitions">The settings of the kind: booleans and numbers are written without quotes.</param>
    public static IEnumerable<string> Lines(MapValue settings, IReadOnlyList<SettingDefinition> definitions)
    {
        foreach (var (key, value) in settings.Entries)
        {
            var definition = definitions.FirstOrDefault(one => one.Name == key);
            var name = YamlText.Scalar(key);
            var lines = value switch
            {
                ScalarValue scalar => [$"{name}: {Scalar(scalar.Text, definition)}"],
                SecretValue { Source: SecretSource.Inline } secret => [$"{name}: {YamlText.Scalar(secret.Text)}"],
                SecretValue secret => [
                    $"{key}{SecretKeys.Suffix}:",
                    $"  {SecretKeys.FormOf(secret.Source)}: {YamlText.Scalar(secret.Text)}",
                ],
                MapValue { Entries.Count: 0 } => [$"{name}: {{}}"],
                MapValue map => [$"{name}:", .. Indent(Lines(map, definition?.Settings ?? []))],
                ListValue { Items.Count: 0 } => [$"{name}: []"],
                ListValue list => [$"{name}:", .. list.Items.SelectMany(item => Item(item, definition))],
                _ => (string[])[],
            };
            foreach (var line in lines)
                yield return line;
        }
    }

    private static IEnumerable<string> Item(SettingValue item, SettingDefinition? definition) => item switch
    {
        MapValue { Entries.Count: > 0 } map =>
            Lines(map, definition?.Settings ?? []).Select((line, index) => (index == 0 ? "- " : "  ") + line),
        ScalarValue scalar => [$"- {YamlText.Scalar(scalar.Text)}"],
        _ => ["- {}"],
    };

    private static IEnumerable<string> Indent(IEnumerable<string> lines) => lines.Select(line => "  " + line);

    private static string Scalar(string text, SettingDefinition? definition)
        => definition?.Type is SettingType.Boolean or SettingType.WholeNumber ? text : YamlText.Scalar(text);
}

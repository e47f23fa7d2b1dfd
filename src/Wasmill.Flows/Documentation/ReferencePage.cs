using System.Globalization;
using System.Text;
using Wasmill.Flows.Components;
using Wasmill.Flows.Files.Writing;
using Wasmill.Flows.Model;
using Wasmill.Flows.Naming;
using Wasmill.Flows.Settings;

namespace Wasmill.Flows.Documentation;

/// <summary>
/// Writes the reference page of a kind of component in Markdown: description, settings, and examples as documents and commands.
/// </summary>
public static class ReferencePage
{
    private const string ExampleBroker = "wasm";

    /// <summary>Writes the page.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="kinds">All kinds.</param>
    public static string Write(IComponentKind kind, ComponentKinds kinds)
    {
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"# {kind.Kind}\n\n{Sentence(kind.Description)}\n\n");
        page.Append(
            CultureInfo.InvariantCulture,
            $"- apiVersion: `{kind.ApiVersion}`\n- Command: `wasmill create {WordOf(kind.Role)} {kind.CommandName}`\n");
        if (kind.Role != ComponentRole.Source)
            page.Append(CultureInfo.InvariantCulture, $"- Replies with events: {AnswerOf(kind.Answers)}\n");
        page.Append("\n## Settings\n\nUnder `spec`:\n\n");
        WriteSettings(page, kind.Settings, "");
        foreach (var example in kind.Examples)
        {
            var component = new ComponentConfig(
                example.Name ?? ComponentNames.ForComponent(ExampleBroker, kind.CommandName, kind.Role), kind.Kind, example.Settings)
            {
                Role = kind.Role,
            };
            page.Append(
                CultureInfo.InvariantCulture,
                $"\n## Example: {example.Title}\n\n```yaml\n{FlowWriter.WriteDocument(component, kinds)}```\n");
            if (ExampleCommand.CanWrite(example))
                page.Append(CultureInfo.InvariantCulture, $"\n```\n{ExampleCommand.Write(kind, example)}\n```\n");
        }

        return page.ToString();
    }

    /// <summary>Returns the name of a role for use within a sentence.</summary>
    public static string WordOf(ComponentRole role) => role.ToString().ToLowerInvariant();

    private static void WriteSettings(StringBuilder page, IReadOnlyList<SettingDefinition> settings, string indent)
    {
        foreach (var (path, setting) in SettingTree.Leaves(settings))
        {
            var more = string.Concat(
                setting.IsRequired ? ", required" : "",
                setting.Default is { } value ? $", default: {value}" : "",
                setting.IsSecret
                    ? $", secret: or `{path[(path.LastIndexOf('.') + 1)..]}{SecretKeys.Suffix}: {{file: PATH}}` or `{{env: NAME}}`"
                    : "");
            page.Append(CultureInfo.InvariantCulture, $"{indent}- `{path}` ({TypeOf(setting)}{more}): {setting.Description}\n");
            if (setting.Type == SettingType.GroupList)
                WriteSettings(page, setting.Settings, indent + "  ");
        }
    }

    private static string TypeOf(SettingDefinition setting) => setting.Type switch
    {
        SettingType.Boolean => "true or false",
        SettingType.WholeNumber when setting.Maximum < long.MaxValue =>
            string.Create(CultureInfo.InvariantCulture, $"whole number, {setting.Minimum} to {setting.Maximum}"),
        SettingType.WholeNumber => string.Create(CultureInfo.InvariantCulture, $"whole number, {setting.Minimum} or more"),
        SettingType.Duration => "duration such as `500ms`, `30s`, `PT1M`",
        SettingType.Choice => string.Join(" or ", setting.Choices.Select(choice => $"`{choice}`")),
        SettingType.Path => "path",
        SettingType.TextList => "list of texts",
        SettingType.TextMap => "map of texts",
        SettingType.GroupList => "list of",
        _ => "text",
    };

    private static string AnswerOf(AnswerRule rule) => rule switch
    {
        AnswerRule.Never => "no",
        AnswerRule.Possible => "sometimes",
        _ => "usually",
    };

    private static string Sentence(string text) => $"{char.ToUpperInvariant(text[0])}{text[1..]}.";
}

using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Wasmill.Flows.Components;
using Wasmill.Flows.Files.Reading;
using Wasmill.Flows.Settings;

namespace Wasmill.Flows.Documentation;

/// <summary>Writes the JSON Schema (draft 2020-12) of the documents of a flow file, for editors.</summary>
public static class FlowSchema
{
    /// <summary>Writes the schema of a document of any kind.</summary>
    public static string Write(ComponentKinds kinds)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(
            buffer, new JsonWriterOptions { Indented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteString("$schema", "https://json-schema.org/draft/2020-12/schema");
            json.WriteString("title", "A document of a Wasmill flow");
            json.WriteStartArray("oneOf");
            WriteDocument(json, FlowReader.EventingVersion, "Broker", "the broker that sources publish to and triggers read from", null);
            WriteDocument(
                json, FlowReader.EventingVersion, "Trigger", "a filter on the broker's events and the target that gets them", null);
            foreach (var kind in kinds.All)
                WriteDocument(json, kind.ApiVersion, kind.Kind, kind.Description, kind);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }

    private static void WriteDocument(Utf8JsonWriter json, string apiVersion, string kindName, string description, IComponentKind? kind)
    {
        json.WriteStartObject();
        json.WriteString("title", kindName);
        json.WriteString("description", description);
        json.WriteString("type", "object");
        json.WriteStartArray("required");
        foreach (var key in (ReadOnlySpan<string>)["apiVersion", "kind", "metadata"])
            json.WriteStringValue(key);
        if (kind?.Settings.Any(setting => setting.IsRequired) == true)
            json.WriteStringValue("spec");
        json.WriteEndArray();
        json.WriteStartObject("properties");
        WriteConstant(json, "apiVersion", apiVersion);
        WriteConstant(json, "kind", kindName);
        json.WriteStartObject("metadata");
        json.WriteString("type", "object");
        json.WriteEndObject();
        json.WriteStartObject("spec");
        if (kind is null)
            json.WriteString("type", "object");
        else
            WriteGroup(json, kind.Settings, hasSink: kind.Role == Model.ComponentRole.Source);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteConstant(Utf8JsonWriter json, string key, string value)
    {
        json.WriteStartObject(key);
        json.WriteString("const", value);
        json.WriteEndObject();
    }

    private static void WriteGroup(Utf8JsonWriter json, IReadOnlyList<SettingDefinition> settings, bool hasSink = false)
    {
        json.WriteString("type", "object");
        json.WriteBoolean("additionalProperties", false);
        // A secret can also be set by reference.
        var required = settings.Where(setting => setting.IsRequired && !setting.IsSecret).ToList();
        if (required.Count > 0)
        {
            json.WriteStartArray("required");
            required.ForEach(setting => json.WriteStringValue(setting.Name));
            json.WriteEndArray();
        }

        json.WriteStartObject("properties");
        foreach (var setting in settings)
        {
            json.WriteStartObject(setting.Name);
            WriteSetting(json, setting);
            json.WriteEndObject();
            if (setting.IsSecret)
                WriteReference(json, setting);
        }

        if (hasSink)
        {
            json.WriteStartObject("sink");
            json.WriteString("description", "a ref to the flow's broker, the default");
            json.WriteString("type", "object");
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void WriteSetting(Utf8JsonWriter json, SettingDefinition setting)
    {
        json.WriteString("description", setting.Description);
        switch (setting.Type)
        {
            case SettingType.Group:
                WriteGroup(json, setting.Settings);
                break;
            case SettingType.GroupList:
                json.WriteString("type", "array");
                json.WriteStartObject("items");
                WriteGroup(json, setting.Settings);
                json.WriteEndObject();
                break;
            case SettingType.TextList:
                json.WriteString("type", "array");
                WriteTexts(json, "items");
                break;
            case SettingType.TextMap:
                json.WriteString("type", "object");
                WriteTexts(json, "additionalProperties");
                break;
            case SettingType.Boolean:
                json.WriteString("type", "boolean");
                break;
            case SettingType.WholeNumber:
                json.WriteString("type", "integer");
                json.WriteNumber("minimum", setting.Minimum);
                if (setting.Maximum < long.MaxValue)
                    json.WriteNumber("maximum", setting.Maximum);
                break;
            case SettingType.Choice:
                json.WriteStartArray("enum");
                foreach (var choice in setting.Choices)
                    json.WriteStringValue(choice);
                json.WriteEndArray();
                break;
            default:
                WriteTextType(json);
                break;
        }
    }

    private static void WriteReference(Utf8JsonWriter json, SettingDefinition setting)
    {
        json.WriteStartObject(setting.Name + SecretKeys.Suffix);
        json.WriteString("description", $"{setting.Description}: the file or environment variable that contains it");
        json.WriteString("type", "object");
        json.WriteNumber("minProperties", 1);
        json.WriteNumber("maxProperties", 1);
        json.WriteBoolean("additionalProperties", false);
        json.WriteStartObject("properties");
        foreach (var key in (ReadOnlySpan<string>)[SecretKeys.File, SecretKeys.Variable])
        {
            json.WriteStartObject(key);
            json.WriteString("type", "string");
            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, string key)
    {
        json.WriteStartObject(key);
        WriteTextType(json);
        json.WriteEndObject();
    }

    // YAML parses 12 and true as other types; they are accepted as text.
    private static void WriteTextType(Utf8JsonWriter json)
    {
        json.WriteStartArray("type");
        json.WriteStringValue("string");
        json.WriteStringValue("number");
        json.WriteStringValue("boolean");
        json.WriteEndArray();
    }
}

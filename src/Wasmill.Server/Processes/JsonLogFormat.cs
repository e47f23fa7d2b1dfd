using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Wasmill.Server.Processes;

/// <summary>
/// Lines for programs: one JSON object per message, with time, level, event id and name, component, message and fields (docs/logs.md).
/// </summary>
internal sealed class JsonLogFormat : ILogFormat
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Indicates whether lines for standard error have the time.</summary>
    /// <value>Default true.</value>
    public bool EchoesTime { get; init; } = true;

    /// <inheritdoc />
    public string FormatFile(LogEntry entry) => ToJson(entry, hasTime: true) + "\n";

    /// <inheritdoc />
    public IEnumerable<string> FormatEcho(LogEntry entry) => [ToJson(entry, EchoesTime)];

    private static string ToJson(LogEntry entry, bool hasTime)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(bytes, Options))
        {
            writer.WriteStartObject();
            if (hasTime)
                Write(writer, "time", entry.TimeText);
            Write(writer, "level", entry.Level.ToString());
            writer.WriteNumber("eventId", entry.Id.Id);
            Write(writer, "eventName", entry.Id.Name ?? "");
            Write(writer, "component", entry.Component);
            Write(writer, "message", entry.Message);
            if (entry.Error is { } error)
                Write(writer, "exception", error.ToString());
            WriteFields(writer, entry.Fields);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    private static void WriteFields(Utf8JsonWriter writer, IReadOnlyList<KeyValuePair<string, object?>> fields)
    {
        writer.WriteStartObject("fields");
        foreach (var (name, value) in fields.Where(field => field.Key != LogEntry.Template))
        {
            var camel = JsonNamingPolicy.CamelCase.ConvertName(name);
            switch (value)
            {
                case int number:
                    writer.WriteNumber(camel, number);
                    break;
                case long number:
                    writer.WriteNumber(camel, number);
                    break;
                default:
                    Write(writer, camel, Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");
                    break;
            }
        }

        writer.WriteEndObject();
    }

    // As bytes: for half of a surrogate pair in a string the writer throws; in bytes it is U+FFFD.
    private static void Write(Utf8JsonWriter writer, string name, string text) => writer.WriteString(name, Encoding.UTF8.GetBytes(text));
}

using System.Buffers;
using System.Text.Json;
using Wasmill.Broker.Records;
using Wasmill.Client.Api;
using Wasmill.Events.Json;

namespace Wasmill.Client.Text;

// Tested by: WatchCommandTests
/// <summary>Stored events as JSON lines.</summary>
public static class EventLine
{
    /// <summary>
    /// Writes a stored event as a line in the format of <see cref="WatchedEventDto"/>. The event's bytes are copied unchanged;
    /// a serializer would rewrite its payload.
    /// </summary>
    public static ReadOnlyMemory<byte> Of(StoredEvent stored)
    {
        var line = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(line, new JsonWriterOptions { SkipValidation = true }))
        {
            writer.WriteStartObject();
            writer.WriteNumber("position", stored.Position);
            writer.WriteString("arrived", stored.Arrived);
            if (stored.Cause is { } cause)
            {
                writer.WriteString("trigger", cause.Trigger);
                writer.WriteNumber("cause", cause.Position);
            }

            var json = new ArrayBufferWriter<byte>();
            JsonEventFormat.Write(stored.Event, json);
            writer.WritePropertyName("event");
            // A line break between the tokens of a JSON payload is insignificant white space, but would end the line.
            writer.WriteRawValue(LineBreaks.ToBlanks(json.WrittenSpan), skipInputValidation: true);
            writer.WriteEndObject();
        }

        return line.WrittenMemory;
    }
}

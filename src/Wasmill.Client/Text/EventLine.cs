using System.Buffers;
using System.Text.Json;
using Wasmill.Broker.Records;
using Wasmill.Client.Api;
using Wasmill.Events.Json;

namespace Wasmill.Client.Text;

// Tested by: WatchCommandTests
/// <summary>Stored events as JSON, one a line.</summary>
public static class EventLine
{
    /// <summary>
    /// A stored event as a line that <see cref="WatchedEventDto"/> reads. The event's bytes are put into it as they are;
    /// a serialiser would write its payload anew.
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
            // A line break between the tokens of a JSON payload is a blank as good as any other, but would end the line.
            writer.WriteRawValue(LineBreaks.ToBlanks(json.WrittenSpan), skipInputValidation: true);
            writer.WriteEndObject();
        }

        return line.WrittenMemory;
    }
}

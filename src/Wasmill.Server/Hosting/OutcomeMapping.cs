using System.Buffers;
using System.Text.Json;
using Wasmill.Broker.Engines;
using Wasmill.Broker.Journal;
using Wasmill.Events.Json;
using Wasmill.Server.Api;
using Wasmill.Server.Text;

namespace Wasmill.Server.Hosting;

/// <summary>From the broker's own types to those of the API.</summary>
internal static class OutcomeMapping
{
    /// <summary>What became of an event.</summary>
    public static OutcomeDto ToDto(EventTrace trace) => new(
        trace.Event.Position, trace.Event.Event.Id, trace.Event.Event.Type, trace.IsComplete, [.. trace.Deliveries.Select(ToDto)]);

    /// <summary>A stored event as a line that <see cref="WatchedEventDto"/> reads. The event's bytes are put into it as they are; a serialiser would write its payload anew.</summary>
    public static ReadOnlyMemory<byte> ToLine(StoredEvent stored)
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

    private static DeliveryDto ToDto(DeliveryTrace delivery) => new(
        delivery.Trigger,
        delivery.Target,
        JsonNamingPolicy.CamelCase.ConvertName(delivery.State.ToString()),
        [.. delivery.Attempts.Select(attempt => new AttemptDto(attempt.Number, attempt.Status, attempt.Reason, attempt.Log))],
        delivery.NextDue,
        [.. delivery.Replies.Select(ToDto)]);
}

using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Wasmill.Events.Validation;

namespace Wasmill.Events.Json;

/// <summary>
/// The JSON event format (CloudEvents JSON format 1.0.2). A JSON payload is read and written byte for byte: numbers, escapes and whitespace
/// do not change.
/// </summary>
public static class JsonEventFormat
{
    private const string NotUtf8 = "not valid UTF-8";

    /// <summary>
    /// Reader options for documents. The reader keeps one bit per level, so payloads may be deep; 1,000 levels are more than any consumer
    /// reads.
    /// </summary>
    internal static readonly JsonReaderOptions ReaderOptions = new() { MaxDepth = 1_000 };

    private static readonly JsonWriterOptions WriterOptions = new() { SkipValidation = true };

    /// <summary>Parses an event.</summary>
    /// <param name="json">UTF-8 text. The event's payload may refer to this memory.</param>
    /// <param name="isReply">Indicates whether <c>id</c> may be missing.</param>
    /// <param name="read">The event; null on error.</param>
    /// <returns>Null on success; otherwise the error.</returns>
    public static EventError? Parse(ReadOnlyMemory<byte> json, bool isReply, out CloudEvent? read)
        => Parse(json, new DecodeContext(isReply), out read);

    /// <summary>Parses a batch: all events or none.</summary>
    /// <param name="json">UTF-8 text of a JSON array. Event payloads may refer to this memory.</param>
    /// <param name="isReply">Indicates whether <c>id</c> may be missing.</param>
    /// <param name="read">The events if all are valid and have the same version.</param>
    /// <returns>Null on success; otherwise the error, with the index of the event from 0.</returns>
    public static EventError? ParseBatch(ReadOnlyMemory<byte> json, bool isReply, out IReadOnlyList<CloudEvent> read)
        => ParseBatch(json, new DecodeContext(isReply), out read);

    /// <summary>Parses an event.</summary>
    internal static EventError? Parse(ReadOnlyMemory<byte> json, DecodeContext context, out CloudEvent? read)
    {
        read = null;
        if (!System.Text.Unicode.Utf8.IsValid(json.Span))
            return Malformed("not valid UTF-8");
        try
        {
            var reader = new Utf8JsonReader(json.Span, ReaderOptions);
            reader.Read();
            if (ParseObject(ref reader, json, context, out var one) is { } error)
                return error;
            if (reader.Read())
                return Malformed("unexpected text after the event");
            read = one;
            return null;
        }
        catch (JsonException error)
        {
            return Malformed(Describe(error));
        }
    }

    /// <summary>Parses a batch.</summary>
    internal static EventError? ParseBatch(ReadOnlyMemory<byte> json, DecodeContext context, out IReadOnlyList<CloudEvent> read)
    {
        read = [];
        if (!System.Text.Unicode.Utf8.IsValid(json.Span))
            return Malformed(NotUtf8);
        var events = new List<CloudEvent>();
        try
        {
            var reader = new Utf8JsonReader(json.Span, ReaderOptions);
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartArray)
                return Malformed("a batch must be a JSON array");
            while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            {
                if (ParseObject(ref reader, json, context, out var one) is { } error)
                    return InBatch(events.Count, error);
                if (events.Count > 0 && one!.SpecVersion != events[0].SpecVersion)
                    return InBatch(events.Count, AttributeRules.Invalid(
                        "specversion", $"is {one.SpecVersion}, but {events[0].SpecVersion} in the events before it"));
                events.Add(one!);
            }

            if (reader.Read())
                return Malformed("unexpected text after the batch");
        }
        catch (JsonException error)
        {
            return Malformed(Describe(error));
        }

        read = events;
        return null;
    }

    /// <summary>Writes an event as UTF-8 text.</summary>
    public static void Write(CloudEvent cloudEvent, IBufferWriter<byte> output)
    {
        using var writer = new Utf8JsonWriter(output, WriterOptions);
        WriteObject(cloudEvent, writer);
    }

    /// <summary>Writes a batch as UTF-8 text.</summary>
    public static void WriteBatch(IEnumerable<CloudEvent> events, IBufferWriter<byte> output)
    {
        using var writer = new Utf8JsonWriter(output, WriterOptions);
        writer.WriteStartArray();
        foreach (var cloudEvent in events)
            WriteObject(cloudEvent, writer);
        writer.WriteEndArray();
    }

    private static EventError? ParseObject(
        ref Utf8JsonReader reader, ReadOnlyMemory<byte> json, DecodeContext context, out CloudEvent? read)
    {
        read = null;
        if (reader.TokenType != JsonTokenType.StartObject)
            return Malformed("an event must be a JSON object");

        var builder = new EventBuilder();
        var payload = new JsonPayload(json);
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            if (!TryGetName(ref reader, out var name))
                return AttributeRules.InvalidName(name);
            reader.Read();
            if ((name is "data" or "data_base64" ? payload.Take(name, ref reader) : AddAttribute(builder, name, ref reader)) is { } error)
                return error;
        }

        return payload.Finish(builder, out var data) ?? builder.Build(data, context, out read);
    }

    private static EventError? AddAttribute(EventBuilder builder, string name, ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.Null:
                return AttributeRules.IsName(name) ? null : AttributeRules.InvalidName(name);
            case JsonTokenType.String:
                return TryGetString(ref reader, out var text)
                    ? builder.Add(name, text)
                    : AttributeRules.Invalid(name, "contains invalid Unicode");
            case JsonTokenType.Number when IsExtension(name) && reader.TryGetInt32(out var number):
                return builder.Add(name, number.ToString(CultureInfo.InvariantCulture), ExtensionKind.Integer);
            case JsonTokenType.Number when IsExtension(name):
                return AttributeRules.Invalid(name, "must be a 32-bit integer if it is a number");
            case JsonTokenType.True or JsonTokenType.False when IsExtension(name):
                return builder.Add(name, reader.TokenType == JsonTokenType.True ? "true" : "false", ExtensionKind.Boolean);
            default:
                return AttributeRules.Invalid(name, "must be a JSON string");
        }
    }

    private static bool TryGetName(ref Utf8JsonReader reader, out string name)
    {
        if (reader.ValueIsEscaped || AttributeNames.Find(reader.ValueSpan) is not { } known)
            return TryGetString(ref reader, out name);
        name = known;
        return true;
    }

    // A lone surrogate written as \ud800 is valid JSON but not valid Unicode: the reader throws.
    private static bool TryGetString(ref Utf8JsonReader reader, out string text)
    {
        try
        {
            text = reader.GetString()!;
            return true;
        }
        catch (InvalidOperationException)
        {
            text = "";
            return false;
        }
    }

    private static bool IsExtension(string name)
        => name is not ("id" or "source" or "type" or "specversion" or "datacontenttype" or "dataschema" or "subject" or "time");

    private static void WriteObject(CloudEvent cloudEvent, Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("specversion", cloudEvent.SpecVersion);
        writer.WriteString("id", cloudEvent.Id);
        writer.WriteString("source", cloudEvent.Source);
        writer.WriteString("type", cloudEvent.Type);
        WriteOptional(writer, "datacontenttype", cloudEvent.DataContentType);
        WriteOptional(writer, cloudEvent.SpecVersion == "0.3" ? "schemaurl" : "dataschema", cloudEvent.DataSchema);
        WriteOptional(writer, "subject", cloudEvent.Subject);
        WriteOptional(writer, "time", cloudEvent.Time);
        foreach (var extension in cloudEvent.Extensions)
        {
            writer.WritePropertyName(extension.Name);
            if (extension.Kind == ExtensionKind.String)
                writer.WriteStringValue(extension.Value);
            else
                writer.WriteRawValue(extension.Value, skipInputValidation: true);
        }

        if (cloudEvent.HasData)
            JsonPayload.Write(cloudEvent, writer);
        writer.WriteEndObject();
    }

    private static void WriteOptional(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
            writer.WriteString(name, value);
    }

    private static EventError InBatch(int index, EventError error)
        => error with { Message = $"event {index} of the batch: {error.Message}" };

    private static EventError Malformed(string problem)
        => new(EventErrorCode.MalformedJson, $"the body is not a valid JSON event: {problem}");

    private static string Describe(JsonException error)
        => string.Create(CultureInfo.InvariantCulture, $"syntax error in line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}");
}

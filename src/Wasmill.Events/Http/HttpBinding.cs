using System.Buffers;
using Wasmill.Events.Json;
using Wasmill.Events.Validation;

namespace Wasmill.Events.Http;

/// <summary>
/// Encodes and decodes CloudEvents in HTTP messages (HTTP protocol binding 1.0.2). Independent of HTTP libraries: headers are lines, the
/// body is bytes.
/// </summary>
public static class HttpBinding
{
    private const string Prefix = "ce-";
    private const string FormatPrefix = "application/cloudevents";
    private const string JsonFormat = "application/cloudevents+json";
    private const string BatchPrefix = "application/cloudevents-batch";
    private const string JsonBatchFormat = "application/cloudevents-batch+json";

    /// <summary>Decodes a producer's message.</summary>
    /// <param name="headers">Header lines in order.</param>
    /// <param name="body">The body. Event payloads may refer to this memory.</param>
    public static DecodedMessage Decode(IReadOnlyList<HeaderField> headers, ReadOnlyMemory<byte> body)
        => Decode(headers, body, new DecodeContext(IsReply: false));

    /// <summary>Decodes a producer's message and adds an extension to each event.</summary>
    /// <param name="headers">Header lines in order.</param>
    /// <param name="body">The body. Event payloads may refer to this memory.</param>
    /// <param name="stamp">The extension; replaces a producer's extension with the same name.</param>
    public static DecodedMessage Decode(IReadOnlyList<HeaderField> headers, ReadOnlyMemory<byte> body, ExtensionAttribute stamp)
        => Decode(headers, body, new DecodeContext(IsReply: false, stamp));

    /// <summary>Decodes a target's reply. Its events may lack <c>id</c> and <c>time</c>; the broker sets them.</summary>
    /// <param name="headers">Header lines in order.</param>
    /// <param name="body">The body. Event payloads may refer to this memory.</param>
    public static DecodedMessage DecodeReply(IReadOnlyList<HeaderField> headers, ReadOnlyMemory<byte> body)
        => Decode(headers, body, new DecodeContext(IsReply: true));

    /// <summary>Encodes an event.</summary>
    public static EncodedMessage Encode(CloudEvent cloudEvent, ContentMode mode)
        => mode == ContentMode.Binary ? EncodeBinary(cloudEvent) : EncodeStructured(cloudEvent);

    /// <summary>Encodes a batch.</summary>
    public static EncodedMessage EncodeBatch(IEnumerable<CloudEvent> events)
    {
        var output = new ArrayBufferWriter<byte>();
        JsonEventFormat.WriteBatch(events, output);
        return new EncodedMessage([new HeaderField("content-type", JsonBatchFormat)], output.WrittenMemory);
    }

    private static DecodedMessage Decode(IReadOnlyList<HeaderField> headers, ReadOnlyMemory<byte> body, DecodeContext context)
    {
        if (FindContentType(headers, out var contentType) is { } twice)
            return new DecodedMessage(MessageKind.Binary, [], twice);
        var essence = MediaTypeRule.Essence(contentType);
        if (essence.StartsWith(BatchPrefix, StringComparison.OrdinalIgnoreCase))
            return DecodeBatch(contentType!, body, context);
        if (essence.StartsWith(FormatPrefix, StringComparison.OrdinalIgnoreCase))
            return DecodeStructured(contentType!, body, context);
        return DecodeBinary(headers, contentType, body, context);
    }

    private static DecodedMessage DecodeBatch(string contentType, ReadOnlyMemory<byte> body, DecodeContext context)
    {
        if (CheckFormat(contentType, JsonBatchFormat) is { } unknown)
            return new DecodedMessage(MessageKind.Batch, [], unknown);
        var error = JsonEventFormat.ParseBatch(body, context, out var events);
        return new DecodedMessage(MessageKind.Batch, events, error);
    }

    private static DecodedMessage DecodeStructured(string contentType, ReadOnlyMemory<byte> body, DecodeContext context)
    {
        if (CheckFormat(contentType, JsonFormat) is { } unknown)
            return new DecodedMessage(MessageKind.Structured, [], unknown);
        var error = JsonEventFormat.Parse(body, context, out var one);
        return new DecodedMessage(MessageKind.Structured, one is null ? [] : [one], error);
    }

    private static EventError? CheckFormat(string contentType, string known)
    {
        var essence = MediaTypeRule.Essence(contentType);
        if (!essence.Equals(known, StringComparison.OrdinalIgnoreCase))
            return new EventError(
                EventErrorCode.UnknownFormat,
                $"the event format {AttributeRules.Sanitize(essence.ToString())} is not supported; use {JsonFormat} or {JsonBatchFormat}");
        return MediaTypeRule.IsUtf8(contentType)
            ? null
            : new EventError(EventErrorCode.UnknownFormat, "events in JSON must be UTF-8; no other charset is supported");
    }

    private static DecodedMessage DecodeBinary(
        IReadOnlyList<HeaderField> headers, string? contentType, ReadOnlyMemory<byte> body, DecodeContext context)
    {
        var builder = new EventBuilder();
        var found = false;
        for (var i = 0; i < headers.Count; i++)
        {
            var header = headers[i];
            if (!header.Name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
                continue;
            found = true;
            if (AddHeader(builder, header) is { } error)
                return new DecodedMessage(MessageKind.Binary, [], error);
        }

        if (!found)
            return new DecodedMessage(MessageKind.NotAnEvent, [], new EventError(
                EventErrorCode.NotAnEvent,
                $"the message is not a CloudEvent: it has neither ce- headers nor the content type {JsonFormat}"));

        if (contentType is not null && builder.Add("datacontenttype", contentType) is { } invalid)
            return new DecodedMessage(MessageKind.Binary, [], invalid);
        // An empty body without a media type means no payload; with a media type it means an empty payload. The cast matters: a bare null
        // would become an empty memory.
        var data = body.IsEmpty && contentType is null ? (ReadOnlyMemory<byte>?)null : body;
        var failed = builder.Build(data, context, out var one);
        return new DecodedMessage(MessageKind.Binary, one is null ? [] : [one], failed);
    }

    private static EventError? AddHeader(EventBuilder builder, HeaderField header)
    {
        var name = AttributeNames.FromHeader(header.Name.AsSpan(Prefix.Length));
        if (name == "datacontenttype")
            return new EventError(
                EventErrorCode.InvalidName, "the header ce-datacontenttype is not allowed; use Content-Type for this attribute");
        return HeaderText.Decode(header.Value) is { } value
            ? builder.Add(name, value)
            : AttributeRules.Invalid(name, "is not valid UTF-8 after percent-decoding");
    }

    // With two media types it would be arbitrary which one applies.
    private static EventError? FindContentType(IReadOnlyList<HeaderField> headers, out string? contentType)
    {
        contentType = null;
        for (var i = 0; i < headers.Count; i++)
        {
            if (!headers[i].Name.Equals("content-type", StringComparison.OrdinalIgnoreCase))
                continue;
            if (contentType is not null)
                return new EventError(
                    EventErrorCode.DuplicateAttribute, "duplicate header Content-Type, which carries the attribute datacontenttype");
            contentType = headers[i].Value;
        }

        return null;
    }

    private static EncodedMessage EncodeBinary(CloudEvent cloudEvent)
    {
        var headers = new List<HeaderField>(9 + cloudEvent.Extensions.Count)
        {
            new("ce-specversion", cloudEvent.SpecVersion),
            new("ce-id", HeaderText.Encode(cloudEvent.Id)),
            new("ce-source", HeaderText.Encode(cloudEvent.Source)),
            new("ce-type", HeaderText.Encode(cloudEvent.Type)),
        };
        AddOptional(headers, cloudEvent.SpecVersion == "0.3" ? "ce-schemaurl" : "ce-dataschema", cloudEvent.DataSchema);
        AddOptional(headers, "ce-subject", cloudEvent.Subject);
        AddOptional(headers, "ce-time", cloudEvent.Time);
        foreach (var extension in cloudEvent.Extensions)
            headers.Add(new HeaderField(Prefix + extension.Name, HeaderText.Encode(extension.Value)));

        if (cloudEvent.DataContentType is { } contentType)
            headers.Add(new HeaderField("content-type", contentType));
        return new EncodedMessage(headers, cloudEvent.Data);
    }

    private static EncodedMessage EncodeStructured(CloudEvent cloudEvent)
    {
        var output = new ArrayBufferWriter<byte>(256 + cloudEvent.Data.Length);
        JsonEventFormat.Write(cloudEvent, output);
        return new EncodedMessage([new HeaderField("content-type", JsonFormat)], output.WrittenMemory);
    }

    private static void AddOptional(List<HeaderField> headers, string name, string? value)
    {
        if (value is not null)
            headers.Add(new HeaderField(name, HeaderText.Encode(value)));
    }
}

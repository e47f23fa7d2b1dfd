using System.Text.Json;
using Wasmill.Events.Validation;

namespace Wasmill.Events.Json;

// Tested by: JsonEventFormatTests, PlainJsonTests
/// <summary>
/// The payload of one event in the JSON format: <c>data</c> or <c>data_base64</c> (version 0.3: <c>data</c> with
/// <c>datacontentencoding</c>).
/// </summary>
/// <remarks>
/// A payload that needs no conversion (JSON, or a string without escapes) refers to the document's memory and is not copied.
/// </remarks>
internal struct JsonPayload(ReadOnlyMemory<byte> json)
{
    private readonly ReadOnlyMemory<byte> _json = json;
    private string? _member;
    private bool _isString;
    private bool _hasEscapes;
    private ReadOnlyMemory<byte> _raw;

    /// <summary>Takes <c>data</c> or <c>data_base64</c>. The reader is on the value and is moved to its end.</summary>
    public EventError? Take(string name, ref Utf8JsonReader reader)
    {
        if (_member is not null)
        {
            return _member == name
                ? new EventError(EventErrorCode.DuplicateAttribute, $"duplicate member {name}")
                : Wrong("the event has both data and data_base64");
        }

        if (name == "data_base64" && reader.TokenType == JsonTokenType.Null)
            return null;

        _member = name;
        _isString = reader.TokenType == JsonTokenType.String;
        _hasEscapes = _isString && reader.ValueIsEscaped;
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        _raw = _json[start..(int)reader.BytesConsumed];
        return null;
    }

    /// <summary>Decodes the payload, once all members are known.</summary>
    public readonly EventError? Finish(EventBuilder builder, out ReadOnlyMemory<byte>? data)
    {
        data = null;
        if (_member is null)
            return null;

        if (_member == "data_base64")
            return builder.IsVersion03
                ? AttributeRules.InvalidName(_member)
                : DecodeBase64("the member data_base64 is not valid base64", out data);
        if (builder.IsVersion03 && builder.TryTake(EventBuilder.Encoding, out var encoding))
        {
            return EventBuilder.IsBase64(encoding)
                ? DecodeBase64("the member data is not valid base64, but datacontentencoding is base64", out data)
                : AttributeRules.Invalid(EventBuilder.Encoding, "must be base64");
        }

        builder.AssumeJson();
        // A JSON string with another media type is text of that media type; everything else stays JSON.
        if (!_isString || MediaTypeRule.IsJson(builder.DataContentType))
            data = _raw;
        else if (!_hasEscapes)
            data = _raw[1..^1];
        else
            return Unescape(out data);
        return null;
    }

    /// <summary>Writes the member that fits the payload: JSON unchanged, other text as a JSON string, everything else as base64.</summary>
    public static void Write(CloudEvent cloudEvent, Utf8JsonWriter writer)
    {
        var bytes = cloudEvent.Data.Span;
        var type = cloudEvent.DataContentType;
        // The media type is never guessed. A 0.3 event from HTTP headers may declare that its payload is base64 text: it stays that text.
        var isText = cloudEvent.SpecVersion == "0.3" && cloudEvent.GetAttribute(EventBuilder.Encoding) is not null;
        if (!isText && MediaTypeRule.IsJson(type) && IsJson(bytes))
        {
            writer.WritePropertyName("data");
            writer.WriteRawValue(bytes, skipInputValidation: true);
        }
        else if ((isText || (MediaTypeRule.IsText(type) && MediaTypeRule.IsUtf8(type))) && System.Text.Unicode.Utf8.IsValid(bytes))
        {
            writer.WriteString("data", bytes);
        }
        else if (cloudEvent.SpecVersion == "0.3")
        {
            if (!isText)
                writer.WriteString(EventBuilder.Encoding, "base64");
            writer.WriteBase64String("data", bytes);
        }
        else
        {
            writer.WriteBase64String("data_base64", bytes);
        }
    }

    private readonly EventError? DecodeBase64(string problem, out ReadOnlyMemory<byte>? data)
    {
        data = null;
        var reader = new Utf8JsonReader(_raw.Span);
        reader.Read();
        try
        {
            if (!_isString || !reader.TryGetBytesFromBase64(out var bytes))
                return Wrong(problem);
            data = bytes;
            return null;
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate written as an escape.
            return Wrong(problem);
        }
    }

    private readonly EventError? Unescape(out ReadOnlyMemory<byte>? data)
    {
        data = null;
        var text = new byte[_raw.Length];
        var reader = new Utf8JsonReader(_raw.Span);
        reader.Read();
        try
        {
            data = text.AsMemory(0, reader.CopyString(text));
            return null;
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate written as an escape is valid JSON but not valid text.
            return Wrong("the member data contains invalid Unicode");
        }
    }

    // A binary event may declare JSON but contain something else; written raw it would break the whole document. The reader does not check
    // strings for invalid UTF-8.
    private static bool IsJson(ReadOnlySpan<byte> bytes)
    {
        if (!System.Text.Unicode.Utf8.IsValid(bytes))
            return false;
        try
        {
            var reader = new Utf8JsonReader(bytes, JsonEventFormat.ReaderOptions);
            if (!reader.Read())
                return false;
            reader.Skip();
            return !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static EventError Wrong(string message) => new(EventErrorCode.InvalidValue, message);
}

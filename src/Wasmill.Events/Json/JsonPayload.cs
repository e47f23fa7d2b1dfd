using System.Buffers;
using System.Text;
using System.Text.Json;
using Wasmill.Events.Validation;

namespace Wasmill.Events.Json;

/// <summary>The payload of one event in the JSON format: <c>data</c> or <c>data_base64</c> (version 0.3: <c>data</c> with <c>datacontentencoding</c>).</summary>
internal struct JsonPayload(ReadOnlyMemory<byte> json)
{
    private readonly ReadOnlyMemory<byte> _json = json;
    private string? _member;
    private JsonTokenType _kind;
    private ReadOnlyMemory<byte> _raw;
    private string? _text;
    private byte[]? _decoded;
    private bool _isBase64;

    /// <summary>Takes <c>data</c> or <c>data_base64</c>; the reader stands on the value and is moved to its end.</summary>
    public EventError? Take(string name, ref Utf8JsonReader reader)
    {
        if (_member is not null)
        {
            return _member == name
                ? new EventError(EventErrorCode.DuplicateAttribute, $"the member {name} is given twice")
                : new EventError(EventErrorCode.InvalidValue, "the event has both data and data_base64");
        }

        if (name == "data_base64" && reader.TokenType == JsonTokenType.Null)
            return null;

        _member = name;
        _kind = reader.TokenType;
        if (name == "data_base64")
        {
            return _kind == JsonTokenType.String && reader.TryGetBytesFromBase64(out _decoded)
                ? null
                : new EventError(EventErrorCode.InvalidValue, "the member data_base64 is not base64 text");
        }

        var start = (int)reader.TokenStartIndex;
        if (_kind == JsonTokenType.String)
            _text = ReadText(ref reader);
        reader.Skip();
        _raw = _json[start..(int)reader.BytesConsumed];
        return _kind == JsonTokenType.String && _text is null
            ? new EventError(EventErrorCode.InvalidValue, "the member data holds broken Unicode")
            : null;
    }

    /// <summary>Takes <c>datacontentencoding</c> of version 0.3. Base64 is the only encoding there is.</summary>
    public EventError? TakeEncoding(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.Null)
            return null;
        if (reader.TokenType != JsonTokenType.String || !reader.ValueTextEquals("base64"u8))
            return new EventError(EventErrorCode.InvalidValue, "the attribute datacontentencoding is not base64");
        _isBase64 = true;
        return null;
    }

    /// <summary>The payload's bytes, once all members are known.</summary>
    public readonly EventError? Finish(EventBuilder builder, out ReadOnlyMemory<byte>? data)
    {
        data = null;
        if (_member is null)
            return null;

        if (_decoded is not null)
        {
            data = _decoded;
        }
        else if (_isBase64)
        {
            if (_text is null || !TryDecode(_text, out var bytes))
                return new EventError(EventErrorCode.InvalidValue, "the member data is not base64 text, though datacontentencoding says so");
            data = bytes;
        }
        else
        {
            // A JSON string under another media type is that media type's text; everything else stays the JSON that it is.
            data = _text is not null && !MediaTypeRule.IsJson(builder.DataContentType) ? Encoding.UTF8.GetBytes(_text) : _raw;
        }

        return null;
    }

    /// <summary>Writes the member that fits the payload: JSON as it is, other text as a JSON string, everything else as base64.</summary>
    public static void Write(CloudEvent cloudEvent, Utf8JsonWriter writer)
    {
        var bytes = cloudEvent.Data.Span;
        if (MediaTypeRule.IsJson(cloudEvent.DataContentType))
        {
            if (IsJson(bytes))
            {
                writer.WritePropertyName("data");
                writer.WriteRawValue(bytes, skipInputValidation: true);
                return;
            }
        }
        else if (MediaTypeRule.Essence(cloudEvent.DataContentType).StartsWith("text/", StringComparison.OrdinalIgnoreCase) && System.Text.Unicode.Utf8.IsValid(bytes))
        {
            writer.WriteString("data", bytes);
            return;
        }

        if (cloudEvent.SpecVersion == "0.3")
        {
            writer.WriteString("datacontentencoding", "base64");
            writer.WriteBase64String("data", bytes);
        }
        else
        {
            writer.WriteBase64String("data_base64", bytes);
        }
    }

    private static string? ReadText(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString();
        }
        catch (InvalidOperationException)
        {
            // A lone surrogate written as an escape.
            return null;
        }
    }

    private static bool TryDecode(string text, out byte[] bytes)
    {
        bytes = new byte[text.Length * 3 / 4 + 3];
        if (!Convert.TryFromBase64String(text, bytes, out var length))
            return false;
        bytes = bytes[..length];
        return true;
    }

    // A binary event may claim JSON and carry none; written raw it would break the whole document.
    private static bool IsJson(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var reader = new Utf8JsonReader(bytes);
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
}

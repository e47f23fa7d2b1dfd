using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;
using Wasmill.Events;
using Wasmill.Events.Validation;

namespace Wasmill.Server.Display;

// Tested by: DisplayedPayloadTests
/// <summary>How a payload is shown: its bytes as they came, and what they are.</summary>
internal static class DisplayedPayload
{
    private static readonly JsonReaderOptions ReaderOptions = new() { MaxDepth = 1_000 };

    /// <summary>Writes a payload as a JSON object: <c>bytes</c>, <c>format</c>, and <c>text</c> or <c>base64</c>.</summary>
    /// <param name="cloudEvent">The event; it has a payload.</param>
    /// <param name="json">The writer.</param>
    public static void Write(CloudEvent cloudEvent, Utf8JsonWriter json)
    {
        var bytes = cloudEvent.Data.Span;
        json.WriteStartObject();
        json.WriteNumber("bytes", bytes.Length);
        var format = FormatOf(cloudEvent, out var problem);
        json.WriteString("format", format);
        if (problem is not null)
            json.WriteString("problem", problem);
        // Binary data that happens to be UTF-8 is still better read as bytes.
        if (format == "other" ? DisplayText.IsReadable(bytes) : Utf8.IsValid(bytes))
            json.WriteString("text", bytes);
        else
            json.WriteBase64String("base64", bytes);
        json.WriteEndObject();
    }

    /// <summary>Writes the beginning of a payload that is not stored in full, as such an object.</summary>
    public static void Write(ShortenedPayload shortened, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("bytes", shortened.Bytes);
        json.WriteNumber("shown", shortened.ShownBytes);
        json.WriteString("format", "other");
        json.WriteString(shortened.IsBinary ? "base64" : "text", shortened.Text);
        json.WriteEndObject();
    }

    // The names decide how the page writes the event in the JSON format: as JsonPayload would.
    private static string FormatOf(CloudEvent cloudEvent, out string? problem)
    {
        problem = null;
        var type = cloudEvent.DataContentType;
        var bytes = cloudEvent.Data.Span;
        var isEncoded = cloudEvent.SpecVersion == "0.3" && cloudEvent.GetAttribute("datacontentencoding") is not null;
        if (isEncoded || (MediaTypeRule.IsText(type) && MediaTypeRule.IsUtf8(type)))
            return Utf8.IsValid(bytes) ? "text" : "other";
        if (!MediaTypeRule.IsJson(type))
            return "other";
        problem = ProblemOf(bytes);
        return problem is null ? "json" : "broken";
    }

    private static string? ProblemOf(ReadOnlySpan<byte> bytes)
    {
        if (!Utf8.IsValid(bytes))
            return "a byte that is not UTF-8";
        if (bytes.IsEmpty)
            return "nothing";
        var reader = new Utf8JsonReader(bytes, ReaderOptions);
        try
        {
            reader.Read();
            reader.Skip();
            reader.Read();
            return null;
        }
        catch (JsonException error)
        {
            return string.Create(
                CultureInfo.InvariantCulture, $"a syntax error in line {error.LineNumber + 1}, byte {error.BytePositionInLine + 1}");
        }
    }
}

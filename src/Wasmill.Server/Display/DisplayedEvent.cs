using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Wasmill.Events;
using Wasmill.Events.Json;

namespace Wasmill.Server.Display;

// Tested by: DisplayBoundTests, DisplayTests
/// <summary>An event as the display stores it, in its own memory.</summary>
/// <param name="Number">The number of the event, from 1.</param>
/// <param name="Received">The time of arrival.</param>
/// <param name="Event">The event; without its payload if that is shortened.</param>
/// <param name="Shortened">The beginning of a payload that is larger than <see cref="LargestPayload"/>; null otherwise.</param>
/// <param name="Request">The request that it came with.</param>
internal sealed record DisplayedEvent(
    long Number, DateTimeOffset Received, CloudEvent Event, ShortenedPayload? Shortened, DisplayedRequest Request)
{
    /// <summary>
    /// The largest payload that is stored in full, in bytes. It equals the broker's limit, so that events from a broker are not shortened.
    /// </summary>
    public const int LargestPayload = 1 << 20;

    private const int ShownBytes = 64 << 10;
    private const int LargestAttributes = 64 << 10;
    private const int ShownCharacters = 1 << 10;

    // The page takes texts as texts, so that characters need no escape for HTML.
    private static readonly JsonWriterOptions WriterOptions = new()
    {
        SkipValidation = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Approximate memory use in bytes.</summary>
    public long Size { get; } =
        512 + (2L * AttributeCharacters(Event)) + Event.Data.Length + (2L * (Shortened?.Text.Length ?? 0)) + Request.Size;

    /// <summary>Copies an event; its payload may be a slice of a larger buffer.</summary>
    public static DisplayedEvent Of(long number, DateTimeOffset received, CloudEvent one, DisplayedRequest request)
    {
        if (AttributeCharacters(one) > LargestAttributes)
            one = ShortenAttributes(one);
        return one.Data.Length > LargestPayload
            ? new DisplayedEvent(number, received, one with { HasData = false, Data = default }, Shorten(one.Data.Span), request)
            : new DisplayedEvent(number, received, one with { Data = one.Data.ToArray() }, null, request);
    }

    /// <summary>Writes the event as one line of JSON for the page.</summary>
    public void Write(IBufferWriter<byte> line)
    {
        using var json = new Utf8JsonWriter(line, WriterOptions);
        json.WriteStartObject();
        json.WriteNumber("number", Number);
        json.WriteString("received", Received);
        var attributes = new ArrayBufferWriter<byte>();
        JsonEventFormat.Write(Event with { HasData = false, Data = default }, attributes);
        json.WritePropertyName("attributes");
        json.WriteRawValue(attributes.WrittenSpan, skipInputValidation: true);
        // A batch has one place in the log at most, and several events.
        if (Request.Events == 1)
        {
            WriteHeader(json, "event", "wasmill-event");
            WriteHeader(json, "cause", "wasmill-cause");
        }

        if (Event.HasData)
        {
            json.WritePropertyName("data");
            DisplayedPayload.Write(Event, json);
        }
        else if (Shortened is { } shortened)
        {
            json.WritePropertyName("data");
            DisplayedPayload.Write(shortened, json);
        }

        json.WritePropertyName("request");
        Request.Write(json);
        json.WriteEndObject();
    }

    private void WriteHeader(Utf8JsonWriter json, string name, string header)
    {
        if (Request.Header(header) is { } value)
            json.WriteString(name, value);
    }

    private static ShortenedPayload Shorten(ReadOnlySpan<byte> data)
    {
        var beginning = data[..ShownBytes];
        var length = DisplayText.LengthOf(beginning);
        return length < 0
            ? new ShortenedPayload(data.Length, ShownBytes, true, Convert.ToBase64String(beginning))
            : new ShortenedPayload(data.Length, length, false, DisplayText.Decode(beginning));
    }

    private static long AttributeCharacters(CloudEvent one)
    {
        long sum = one.Id.Length + one.Source.Length + one.Type.Length + (one.Subject?.Length ?? 0) + (one.DataSchema?.Length ?? 0)
            + (one.DataContentType?.Length ?? 0) + (one.Time?.Length ?? 0);
        return sum + one.Extensions.Sum(extension => (long)extension.Name.Length + extension.Value.Length);
    }

    private static CloudEvent ShortenAttributes(CloudEvent one) => one with
    {
        Id = Shorten(one.Id),
        Source = Shorten(one.Source),
        Type = Shorten(one.Type),
        Subject = one.Subject is null ? null : Shorten(one.Subject),
        DataSchema = one.DataSchema is null ? null : Shorten(one.DataSchema),
        DataContentType = one.DataContentType is null ? null : Shorten(one.DataContentType),
        Extensions = [.. one.Extensions.Take(LargestAttributes / ShownCharacters)
            .Select(extension => extension with { Name = Shorten(extension.Name), Value = Shorten(extension.Value) })],
    };

    private static string Shorten(string value)
        => value.Length <= ShownCharacters ? value : string.Create(
            CultureInfo.InvariantCulture,
            $"{value.AsSpan(0, ShownCharacters - (char.IsHighSurrogate(value[ShownCharacters - 1]) ? 1 : 0))}... "
                + $"({value.Length} characters)");
}

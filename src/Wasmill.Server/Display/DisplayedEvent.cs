using System.Globalization;
using Wasmill.Events;

namespace Wasmill.Server.Display;

// Tested by: DisplayBoundTests
/// <summary>An event as the display stores it, in its own memory.</summary>
/// <param name="Number">The number of the event, from 1.</param>
/// <param name="Received">The time of arrival.</param>
/// <param name="Event">The event; without its payload if that is shortened.</param>
/// <param name="Shortened">The beginning of a payload that is larger than <see cref="LargestPayload"/>; null otherwise.</param>
internal sealed record DisplayedEvent(long Number, DateTimeOffset Received, CloudEvent Event, ShortenedPayload? Shortened)
{
    /// <summary>
    /// The largest payload that is stored in full, in bytes. It equals the broker's limit, so that events from a broker are not shortened.
    /// </summary>
    public const int LargestPayload = 1 << 20;

    private const int ShownBytes = 64 << 10;
    private const int LargestAttributes = 64 << 10;
    private const int ShownCharacters = 1 << 10;

    /// <summary>Approximate memory use in bytes.</summary>
    public long Size { get; } = 512 + (2L * AttributeCharacters(Event)) + Event.Data.Length + (2L * (Shortened?.Text.Length ?? 0));

    /// <summary>Copies an event; its payload may be a slice of a larger buffer.</summary>
    public static DisplayedEvent Of(long number, DateTimeOffset received, CloudEvent one)
    {
        if (AttributeCharacters(one) > LargestAttributes)
            one = ShortenAttributes(one);
        return one.Data.Length > LargestPayload
            ? new DisplayedEvent(number, received, one with { HasData = false, Data = default }, Shorten(one.Data.Span))
            : new DisplayedEvent(number, received, one with { Data = one.Data.ToArray() }, null);
    }

    private static ShortenedPayload Shorten(ReadOnlySpan<byte> data)
    {
        var beginning = data[..ShownBytes];
        // The cut may split a character: a character of UTF-8 has four bytes at most.
        for (var cut = 0; cut < 4; cut++)
        {
            var text = beginning[..^cut];
            if (System.Text.Unicode.Utf8.IsValid(text))
                return new ShortenedPayload(data.Length, text.Length, false, System.Text.Encoding.UTF8.GetString(text));
        }

        return new ShortenedPayload(data.Length, ShownBytes, true, Convert.ToBase64String(beginning));
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

using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Wasmill.Events;

namespace Wasmill.Client.Text;

/// <summary>Formats an event as one line of at most 80 columns: time, type, source, size, and the beginning of the payload.</summary>
public static class EventSummary
{
    // 12 for the time, 25, 12, 7 and 20, with a blank between each two: 80.
    private const int TypeWidth = 25;
    private const int SourceWidth = 12;
    private const int SizeWidth = 7;
    private const int DataWidth = 20;
    // A character has four bytes at most, and white space of an indented payload is left out.
    private const int LookedAt = 1 << 10;

    /// <summary>Returns the line, with its line end.</summary>
    /// <param name="cloudEvent">The event.</param>
    /// <param name="time">The time that the line begins with.</param>
    public static string Format(CloudEvent cloudEvent, DateTimeOffset time)
    {
        var line = new StringBuilder(80);
        line.Append(time.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture))
            .Append(' ').Append(Cut(cloudEvent.Type, TypeWidth).PadRight(TypeWidth))
            .Append(' ').Append(Cut(cloudEvent.Source, SourceWidth).PadRight(SourceWidth))
            .Append(' ').Append((cloudEvent.HasData ? Size(cloudEvent.Data.Length) : "-").PadLeft(SizeWidth))
            .Append(' ').Append(Cut(Beginning(cloudEvent.Data.Span), DataWidth));
        return line.ToString().TrimEnd() + "\n";
    }

    private static string Size(int bytes) => bytes switch
    {
        < 1_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes} B"),
        < 10 << 10 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:0.0} KB"),
        < 1 << 20 => string.Create(CultureInfo.InvariantCulture, $"{(bytes + 512) >> 10} KB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576.0:0.0} MB"),
    };

    private static string Beginning(ReadOnlySpan<byte> data)
    {
        if (!Utf8.IsValid(data))
            return "(binary)";
        var text = Encoding.UTF8.GetString(data.Length <= LookedAt ? data : data[..LookedAt]);
        return string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    // An event must not move the cursor or change the colors of the terminal, and its line must stay one.
    private static string Cut(string text, int width)
    {
        var cut = text.Length <= width
            ? text
            : string.Concat(text.AsSpan(0, width - (char.IsHighSurrogate(text[width - 2]) ? 2 : 1)), "…");
        return string.Concat(cut.Select(character =>
            VisibleText.IsActing(character) || char.IsControl(character) ? '\uFFFD' : character));
    }
}

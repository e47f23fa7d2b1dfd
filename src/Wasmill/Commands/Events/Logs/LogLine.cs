using System.Globalization;
using System.Text.Json;

namespace Wasmill.Commands.Events.Logs;

// Tested by: LogLineTests
/// <summary>
/// A line of a broker's log: <c>TIME COMPONENT | TEXT</c>, or a JSON object. A file has lines of both when the format was changed between
/// two starts.
/// </summary>
/// <param name="Text">The line.</param>
/// <param name="Time">Its time; null if it has none.</param>
/// <param name="Component">The component that wrote it; empty if it has none.</param>
internal sealed record LogLine(string Text, DateTimeOffset? Time, string Component)
{
    private const string Separator = " | ";

    /// <summary>Reads a line.</summary>
    public static LogLine Parse(string text)
    {
        if (text.StartsWith('{'))
            return ParseJson(text);
        return text.Split(' ', 3) is [var time, var component, _]
            ? new LogLine(text, ParseTime(time), component)
            : new LogLine(text, null, "");
    }

    /// <summary>The line as an object.</summary>
    public LogRow ToRow()
    {
        var start = Text.IndexOf(Separator, StringComparison.Ordinal);
        var message = start < 0 ? Text : Text[(start + Separator.Length)..];
        foreach (var (mark, level) in ((string, string)[])[("warning: ", "Warning"), ("error: ", "Error")])
        {
            if (message.StartsWith(mark, StringComparison.Ordinal))
                return new LogRow(Time, level, Component, message[mark.Length..]);
        }

        return new LogRow(Time, "Information", Component, message);
    }

    private static LogLine ParseJson(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement;
            return new LogLine(text, ParseTime(StringOf(root, "time")), StringOf(root, "component"));
        }
        catch (JsonException)
        {
            // The end of a line that is still being written.
            return new LogLine(text, null, "");
        }
    }

    private static string StringOf(JsonElement entry, string name)
        => entry.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static DateTimeOffset? ParseTime(string text)
        => DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
}

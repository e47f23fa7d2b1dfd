using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Wasmill.Server.Processes;

/// <summary>
/// Lines for people: <c>TIME COMPONENT | TEXT</c>, with <c>warning: </c> or <c>error: </c> before the text of such a message. Fields that
/// the text does not name are in brackets, such as <c>TIME resize [trigger=images cloudEventId=42 attempt=1] | TEXT</c>. On the terminal
/// time and brackets are omitted.
/// </summary>
internal sealed class TextLogFormat : ILogFormat
{
    private const char FirstPlain = '!';
    private const char LastPlain = '~';

    /// <inheritdoc />
    public string FormatFile(LogEntry entry)
    {
        var head = $"{entry.TimeText} {entry.Component}{Context(entry)} | ";
        var text = new StringBuilder();
        foreach (var line in LinesOf(entry))
            text.Append(head).Append(line).Append('\n');
        return text.ToString();
    }

    /// <inheritdoc />
    public IEnumerable<string> FormatEcho(LogEntry entry) => LinesOf(entry).Select(line => $"{entry.Component} | {line}");

    private static IEnumerable<string> LinesOf(LogEntry entry)
        => (MarkOf(entry.Level) + (entry.Error is null ? entry.Message : $"{entry.Message}: {entry.Error}"))
            .Split('\n')
            .Select(line => line.TrimEnd('\r'));

    private static string MarkOf(LogLevel level) => level switch
    {
        LogLevel.Warning => "warning: ",
        LogLevel.Error or LogLevel.Critical => "error: ",
        _ => "",
    };

    private static string Context(LogEntry entry)
    {
        var template = entry.Fields.FirstOrDefault(field => field.Key == LogEntry.Template).Value as string ?? "";
        var rest = entry.Fields.Where(field => field.Value is not (null or "") && field.Key != LogEntry.Template
            && !template.Contains($"{{{field.Key}}}", StringComparison.Ordinal)).ToList();
        return rest.Count == 0 ? "" : $" [{string.Join(' ', rest.Select(field => $"{field.Key}={Quote(field.Value)}"))}]";
    }

    // An event id can be any text: one with a space or a bar would look like the end of the prefix.
    private static string Quote(object? value)
    {
        var text = Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";
        var isPlain = text.All(letter => letter is >= FirstPlain and <= LastPlain and not ('"' or '|' or '[' or ']'));
        return isPlain ? text : $"\"{JavaScriptEncoder.Default.Encode(text)}\"";
    }
}

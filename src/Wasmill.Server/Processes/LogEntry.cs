using Microsoft.Extensions.Logging;

namespace Wasmill.Server.Processes;

/// <summary>One message of the log of a broker's process.</summary>
/// <param name="Time">The time in UTC.</param>
/// <param name="Level">The severity.</param>
/// <param name="Id">The event id: number and name (docs/logs.md).</param>
/// <param name="Component">The component that logged the message: the broker, or one of its targets.</param>
/// <param name="Message">The text; it may have several lines.</param>
/// <param name="Error">The exception, or null.</param>
/// <param name="Fields">The values in the text by name, and additional ones; the template is among them as
/// <c>{OriginalFormat}</c>.</param>
internal readonly record struct LogEntry(
    DateTimeOffset Time, LogLevel Level, EventId Id, string Component, string Message, Exception? Error,
    IReadOnlyList<KeyValuePair<string, object?>> Fields)
{
    /// <summary>The field name of the template, as Microsoft.Extensions.Logging defines it.</summary>
    public const string Template = "{OriginalFormat}";

    /// <summary>The time as written in the log: ISO 8601 with milliseconds.</summary>
    public string TimeText => Time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);
}

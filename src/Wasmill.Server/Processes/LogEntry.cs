using Microsoft.Extensions.Logging;

namespace Wasmill.Server.Processes;

/// <summary>One message of the log of a broker's process.</summary>
/// <param name="Time">When it was logged, in UTC.</param>
/// <param name="Level">How serious it is.</param>
/// <param name="Id">Its number and name (docs/logs.md).</param>
/// <param name="Component">What speaks: the broker, or one of its targets.</param>
/// <param name="Message">The text; may have several lines.</param>
/// <param name="Error">The exception that it is about, or null.</param>
/// <param name="Fields">The values in the text by name, and those that belong to it; the template is among them as
/// <c>{OriginalFormat}</c>.</param>
internal readonly record struct LogEntry(
    DateTimeOffset Time, LogLevel Level, EventId Id, string Component, string Message, Exception? Error,
    IReadOnlyList<KeyValuePair<string, object?>> Fields)
{
    /// <summary>The name of the template among the fields, as Microsoft.Extensions.Logging has it.</summary>
    public const string Template = "{OriginalFormat}";

    /// <summary>The time as the log writes it: ISO 8601 with milliseconds.</summary>
    public string TimeText => Time.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);
}

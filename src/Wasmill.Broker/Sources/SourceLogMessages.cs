using Microsoft.Extensions.Logging;

namespace Wasmill.Broker.Sources;

/// <summary>Log messages about the life of sources; event IDs 5101 to 5149 (docs/logs.md).</summary>
internal static partial class SourceLogMessages
{
    /// <summary>A source did not stop in time.</summary>
    [LoggerMessage(5101, LogLevel.Warning, "the source did not stop within {Seconds} s; it is left behind")]
    public static partial void SourceLeftBehind(this ILogger log, double seconds);

    /// <summary>A source failed and is restarted.</summary>
    [LoggerMessage(5102, LogLevel.Warning, "the source failed and starts again in {Seconds} s: {Reason}")]
    public static partial void SourceFailed(this ILogger log, double seconds, string reason);

    /// <summary>A source threw an exception that is a bug.</summary>
    [LoggerMessage(5103, LogLevel.Error, "a bug in the source")]
    public static partial void SourceThrew(this ILogger log, Exception bug);
}

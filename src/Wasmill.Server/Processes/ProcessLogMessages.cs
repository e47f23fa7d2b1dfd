using Microsoft.Extensions.Logging;

namespace Wasmill.Server.Processes;

/// <summary>Log messages of the log itself; their event ids are 9001 to 9049 (docs/logs.md).</summary>
internal static partial class ProcessLogMessages
{
    /// <summary>Lines were dropped because they could not be written.</summary>
    [LoggerMessage(9001, LogLevel.Warning, "{Lines} lines were dropped {Reason}")]
    public static partial void LinesDropped(this ILogger log, long lines, string reason);
}

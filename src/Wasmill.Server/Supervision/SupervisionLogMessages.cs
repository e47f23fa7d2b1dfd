using Microsoft.Extensions.Logging;

namespace Wasmill.Server.Supervision;

/// <summary>Log messages about the service manager; their event ids are 9151 to 9199 (docs/logs.md).</summary>
internal static partial class SupervisionLogMessages
{
    /// <summary>A notification could not be sent; it is reported once until one can be sent again.</summary>
    [LoggerMessage(9151, LogLevel.Warning, "the service manager cannot be notified: {Reason}")]
    public static partial void NotNotified(this ILogger log, string reason);
}

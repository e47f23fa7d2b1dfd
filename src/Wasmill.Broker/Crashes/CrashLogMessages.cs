using Microsoft.Extensions.Logging;

namespace Wasmill.Broker.Crashes;

/// <summary>Log messages about events that end the process; their event ids are 5001 to 5049 (docs/logs.md).</summary>
internal static partial class CrashLogMessages
{
    /// <summary>The last process ended while one event was in flight in a function.</summary>
    [LoggerMessage(5001, LogLevel.Warning, "the process ended while 1 event was in flight in functions: "
        + "each runs alone now; one that is in flight at a second such end is given up")]
    public static partial void EventWasInFlight(this ILogger log);

    /// <summary>The last process ended while several events were in flight in functions.</summary>
    [LoggerMessage(5002, LogLevel.Warning, "the process ended while {Events} events were in flight in functions: "
        + "each runs alone now; one that is in flight at a second such end is given up")]
    public static partial void EventsWereInFlight(this ILogger log, int events);

    /// <summary>The notes of calls cannot be kept.</summary>
    [LoggerMessage(5003, LogLevel.Warning,
        "calls of functions are not noted, so that an event that ends the process is not found: {Reason}")]
    public static partial void CallsNotNoted(this ILogger log, string reason);
}

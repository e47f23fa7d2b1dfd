using Microsoft.Extensions.Logging;

namespace Wasmill.Broker.Delivery;

/// <summary>Log messages about internal errors of deliveries; event IDs 5051 to 5099 (docs/logs.md).</summary>
internal static partial class DeliveryLogMessages
{
    /// <summary>An event was in flight in a function at two consecutive unclean stops.</summary>
    [LoggerMessage(5051, LogLevel.Error, "{Trigger}: event {Event} is given up: {Reason}")]
    public static partial void CrashingEventGivenUp(this ILogger log, string trigger, string @event, string reason);

    /// <summary>A target threw an exception.</summary>
    [LoggerMessage(5052, LogLevel.Error, "{Trigger}: a bug in a target of it")]
    public static partial void TargetThrew(this ILogger log, string trigger, Exception bug);

    /// <summary>Recording an outcome threw an exception.</summary>
    [LoggerMessage(5053, LogLevel.Error, "{Trigger}: the outcome of event {Event} could not be recorded")]
    public static partial void RecordingThrew(this ILogger log, string trigger, string @event, Exception bug);

    /// <summary>The engine has failed and recorded no outcome.</summary>
    [LoggerMessage(5054, LogLevel.Error, "{Trigger}: the outcome of event {Event} was not recorded: {Reason}")]
    public static partial void OutcomeNotRecorded(this ILogger log, string trigger, string @event, string reason);
}

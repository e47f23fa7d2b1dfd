using Microsoft.Extensions.Logging;

namespace Wasmill.Broker.Log;

/// <summary>Log messages of the log engine; event IDs 6001 to 6099 (docs/logs.md).</summary>
internal static partial class LogEngineMessages
{
    /// <summary>A damaged place was found.</summary>
    [LoggerMessage(6001, LogLevel.Error, "{Damage}")]
    public static partial void Damaged(this ILogger log, string damage);

    /// <summary>A crash between the two renames of a checkpoint left no file with the newest name.</summary>
    [LoggerMessage(6002, LogLevel.Warning, "the newest checkpoint is missing, as a crash can leave it; the one before it is used")]
    public static partial void OlderCheckpointUsed(this ILogger log);

    /// <summary>Undelivered events of a trigger are gone from the disk.</summary>
    [LoggerMessage(6003, LogLevel.Error, "trigger {Trigger}: {Events} undelivered events are lost with the positions {First} to {Last}")]
    public static partial void EventsLost(this ILogger log, string trigger, long events, long first, long last);

    /// <summary>The disk is full.</summary>
    [LoggerMessage(6004, LogLevel.Error, "the disk is full: new events are refused until there is room; deliveries go on")]
    public static partial void DiskIsFull(this ILogger log);

    /// <summary>The disk is no longer full.</summary>
    [LoggerMessage(6005, LogLevel.Information, "the disk has room again: new events are taken")]
    public static partial void DiskHasRoom(this ILogger log);

    /// <summary>Undelivered events were dead-lettered to make room.</summary>
    [LoggerMessage(6006, LogLevel.Error,
        "the log is full: {Events} undelivered events up to position {Last} are now dead letters (reason retention)")]
    public static partial void EventsEvicted(this ILogger log, int events, long last);

    /// <summary>The disk has failed permanently.</summary>
    [LoggerMessage(6007, LogLevel.Critical,
        "the disk has failed: {Reason}. Nothing is taken or delivered any more; the next start reads what the disk has")]
    public static partial void DiskFailed(this ILogger log, string reason);
}

using Microsoft.Extensions.Logging;

namespace Wasmill.Connectors.Cron;

/// <summary>Log messages of cron sources; their event ids are 8101 to 8149 (docs/logs.md).</summary>
internal static partial class CronLogMessages
{
    /// <summary>The clock is before the last tick.</summary>
    [LoggerMessage(8101, LogLevel.Warning, "the clock was set back: the last tick was at {Last}; the schedule continues from now")]
    public static partial void ClockSetBack(this ILogger log, string last);

    /// <summary>The schedule has ended.</summary>
    [LoggerMessage(8102, LogLevel.Information, "the schedule has no more ticks")]
    public static partial void ScheduleEnded(this ILogger log);

    /// <summary>Missed ticks were skipped by the catch-up policy.</summary>
    [LoggerMessage(8103, LogLevel.Warning, "missed ticks up to {Last} are left out")]
    public static partial void TicksLeftOut(this ILogger log, string last);
}

using System.Globalization;

namespace Wasmill.Connectors.Cron;

/// <summary>The progress of a schedule: its last tick, or the time at which it began.</summary>
/// <param name="Time">The time.</param>
/// <param name="Schedule">The schedule that the position belongs to; a changed schedule has no missed ticks.</param>
internal sealed record CronPosition(DateTimeOffset Time, string Schedule)
{
    /// <summary>Parses the output of <see cref="Write"/>; returns null for anything else.</summary>
    public static CronPosition? Read(string? text)
        => text?.Split('\n', 2) is [var time, var schedule]
            && DateTimeOffset.TryParseExact(time, "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var parsed)
            ? new CronPosition(parsed, schedule)
            : null;

    /// <summary>Formats the position as text.</summary>
    public string Write() => $"{Time.ToString("O", CultureInfo.InvariantCulture)}\n{Schedule}";
}

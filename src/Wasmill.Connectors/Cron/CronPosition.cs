using System.Globalization;

namespace Wasmill.Connectors.Cron;

/// <summary>How far a schedule has come: its last tick, or the time at which it began.</summary>
/// <param name="Time">The time.</param>
/// <param name="Schedule">The schedule that it belongs to: of another one nothing was missed.</param>
internal sealed record CronPosition(DateTimeOffset Time, string Schedule)
{
    /// <summary>Reads what <see cref="Write"/> wrote; null for anything else.</summary>
    public static CronPosition? Read(string? text)
        => text?.Split('\n', 2) is [var time, var schedule]
            && DateTimeOffset.TryParseExact(time, "O", CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var parsed)
            ? new CronPosition(parsed, schedule)
            : null;

    /// <summary>The position as text.</summary>
    public string Write() => $"{Time.ToString("O", CultureInfo.InvariantCulture)}\n{Schedule}";
}

using System.Globalization;
using Wasmill.Client.Api;
using Wasmill.Output;

namespace Wasmill.Commands.Flows.Describing;

// Tested by: DescribeCommandTests
/// <summary>What there is to say about a trigger beyond its settings.</summary>
/// <param name="now">The time from which waits are counted.</param>
internal sealed class TriggerText(DateTimeOffset now)
{
    /// <summary>Indicates whether there is something to say.</summary>
    public static bool HasNews(TriggerDto trigger)
        => trigger is { LastError: not null } or { Lag: > 0 } or { DeadLetters: > 0 } or { Lost: > 0 } or { PausedUntil: not null }
            or { Rate: > 0 };

    /// <summary>The time and the event of the last error; null if there is none.</summary>
    public static string? PlaceOfError(TriggerDto trigger)
        => trigger.LastErrorAt is { } time ? $"{TimeText.Of(time)}, event {trigger.LastErrorEvent}" : null;

    /// <summary>A time from now, such as <c> in 3.0 s</c>; empty for null.</summary>
    public static string Due(DateTimeOffset? time, DateTimeOffset now) => time is { } due
        ? string.Create(CultureInfo.InvariantCulture, $" in {Math.Max(0, (due - now).TotalSeconds):0.0} s")
        : "";

    /// <summary>The facts, each in a few words.</summary>
    public IEnumerable<string> News(TriggerDto trigger)
    {
        if (trigger.OpenRetries > 0)
            yield return $"{Count(trigger.OpenRetries, "event")} waiting for another attempt{Due(trigger.NextRetry, now)}";
        if (trigger.Lag > trigger.OpenRetries)
            yield return $"{Count(trigger.Lag - trigger.OpenRetries, "event")} not delivered yet";
        if (trigger.Oldest is { } oldest)
            yield return string.Create(CultureInfo.InvariantCulture, $"the oldest is {Math.Max(0, (now - oldest).TotalSeconds):0} s old");
        if (trigger.Rate > 0)
            yield return string.Create(CultureInfo.InvariantCulture, $"{trigger.Rate:0.#} delivered per second");
        if (trigger.PausedUntil is { } time)
            yield return $"paused because the target is down, next probe{Due(time, now)}";
        if (trigger.DeadLetters > 0)
            yield return $"{Count(trigger.DeadLetters, "undeliverable event")}";
        if (trigger.Lost > 0)
            yield return $"{Count(trigger.Lost, "event")} lost on the disk (wasmill log verify shows where)";
        if (trigger is { Lag: 0, DeadLetters: 0, LastError: not null })
            yield return "the last attempt failed";
    }

    private static string Count(long number, string what)
        => string.Create(CultureInfo.InvariantCulture, $"{number} {what}{(number == 1 ? "" : "s")}");
}

using System.Diagnostics.CodeAnalysis;
using Cronos;

namespace Wasmill.Connectors.Cron;

/// <summary>A cron expression in a time zone. It handles daylight saving changes as Vixie cron does.</summary>
public sealed class CronSchedule
{
    private const int FieldsWithSeconds = 6;
    private const string Forms = "use five cron fields, six with seconds first, or a macro such as @hourly";

    private readonly CronExpression _expression;
    private readonly TimeZoneInfo _zone;

    private CronSchedule(CronExpression expression, TimeZoneInfo zone)
    {
        _expression = expression;
        _zone = zone;
    }

    /// <summary>Parses an expression: five fields, six with seconds first, or a macro such as <c>@hourly</c>.</summary>
    /// <param name="text">The expression.</param>
    /// <param name="zone">Its time zone.</param>
    /// <param name="schedule">The schedule if the expression is valid.</param>
    /// <param name="problem">The error, in one line.</param>
    public static bool TryParse(string text, TimeZoneInfo zone, [NotNullWhen(true)] out CronSchedule? schedule,
        [NotNullWhen(false)] out string? problem)
    {
        schedule = null;
        var fields = text.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries).Length;
        try
        {
            var expression = CronExpression.Parse(text, fields == FieldsWithSeconds ? CronFormat.IncludeSeconds : CronFormat.Standard);
            schedule = new CronSchedule(expression, zone);
            problem = null;
            return true;
        }
        catch (Exception error) when (error is CronFormatException or MissingSeedException)
        {
            problem = $"\"{text}\" is not a valid schedule; {Forms}: {error.Message}";
            return false;
        }
    }

    /// <summary>Finds a time zone by its IANA name.</summary>
    /// <param name="name">The name, such as <c>Europe/Berlin</c>.</param>
    /// <param name="zone">The zone if it exists.</param>
    /// <param name="problem">The error, in one line.</param>
    public static bool TryFindZone(string name, [NotNullWhen(true)] out TimeZoneInfo? zone, [NotNullWhen(false)] out string? problem)
    {
        problem = TimeZoneInfo.TryFindSystemTimeZoneById(name, out zone)
            ? null
            : $"\"{name}\" is not a valid time zone; use an IANA name such as Europe/Berlin, or UTC";
        return problem is null;
    }

    /// <summary>Returns the first tick after a time; null when the schedule has ended.</summary>
    public DateTimeOffset? After(DateTimeOffset time) => _expression.GetNextOccurrence(time, _zone)?.ToUniversalTime();

    /// <summary>Returns the last ticks in a range of times, in order.</summary>
    /// <param name="after">The start of the range, exclusive.</param>
    /// <param name="until">The end of the range, inclusive.</param>
    /// <param name="most">The maximum number of ticks.</param>
    public IReadOnlyList<DateTimeOffset> Between(DateTimeOffset after, DateTimeOffset until, int most)
        => until <= after
            ? []
            : [.. _expression.GetOccurrencesDescending(until, after, _zone, fromInclusive: true, toInclusive: false)
                .Take(most).Select(tick => tick.ToUniversalTime()).Reverse()];
}

using System.Globalization;
using Wasmill.Connectors.Cron;

namespace Wasmill.Connectors.Tests.Cron;

public sealed class CronScheduleTests
{
    [Theory]
    [InlineData("*/5 * * * *", "UTC", "2026-01-05T12:00:00Z", "2026-01-05T12:05:00Z")]
    [InlineData("*/10 * * * * *", "UTC", "2026-01-05T12:00:00Z", "2026-01-05T12:00:10Z")]
    [InlineData("@hourly", "UTC", "2026-01-05T12:00:00Z", "2026-01-05T13:00:00Z")]
    [InlineData("@yearly", "UTC", "2026-01-05T12:00:00Z", "2027-01-01T00:00:00Z")]
    [InlineData("0 9 * * MON-FRI", "America/New_York", "2026-01-09T15:00:00Z", "2026-01-12T14:00:00Z")]
    [InlineData("0 0 L * *", "UTC", "2026-02-01T00:00:00Z", "2026-02-28T00:00:00Z")]
    // In Berlin there is no 02:30 on March 29, 2026: it comes when the clock is set on to 03:00.
    [InlineData("30 2 * * *", "Europe/Berlin", "2026-03-28T12:00:00Z", "2026-03-29T01:00:00Z")]
    // And there are two on October 25: the first one counts.
    [InlineData("30 2 * * *", "Europe/Berlin", "2026-10-24T12:00:00Z", "2026-10-25T00:30:00Z")]
    [InlineData("30 2 * * *", "Europe/Berlin", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z")]
    // An interval goes on through the hour that comes twice.
    [InlineData("*/30 * * * *", "Europe/Berlin", "2026-10-25T00:30:00Z", "2026-10-25T01:00:00Z")]
    [InlineData("*/30 * * * *", "Europe/Berlin", "2026-10-25T01:00:00Z", "2026-10-25T01:30:00Z")]
    public void The_next_tick_is_where_the_expression_says(string text, string zone, string after, string next)
        => Assert.Equal(At(next), Schedule(text, zone).After(At(after)));

    [Fact]
    public void The_last_ticks_between_two_times_are_given_in_order()
    {
        var schedule = Schedule("0 * * * *", "UTC");
        Assert.Equal(
            [At("2026-01-05T02:00:00Z"), At("2026-01-05T03:00:00Z")],
            schedule.Between(At("2026-01-05T00:00:00Z"), At("2026-01-05T03:00:00Z"), 2));
        Assert.Equal([At("2026-01-05T01:00:00Z")], schedule.Between(At("2026-01-05T00:00:00Z"), At("2026-01-05T01:59:00Z"), 2));
        Assert.Empty(schedule.Between(At("2026-01-05T00:00:00Z"), At("2026-01-05T00:59:00Z"), 2));
        Assert.Empty(schedule.Between(At("2026-01-05T03:00:00Z"), At("2026-01-05T01:00:00Z"), 2));
    }

    [Theory]
    [InlineData("")]
    [InlineData("* * * *")]
    [InlineData("60 * * * *")]
    [InlineData("* * * * * * *")]
    [InlineData("@sometimes")]
    [InlineData("H * * * *")]
    public void What_is_no_schedule_is_refused_with_a_reason(string text)
    {
        Assert.True(CronSchedule.TryFindZone("UTC", out var zone, out _));
        Assert.False(CronSchedule.TryParse(text, zone, out _, out var problem));
        const string Forms = "use five cron fields, six with seconds first, or a macro such as @hourly: ";
        Assert.StartsWith($"\"{text}\" is not a valid schedule; {Forms}", problem, StringComparison.Ordinal);
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static CronSchedule Schedule(string text, string zoneName)
    {
        Assert.True(CronSchedule.TryFindZone(zoneName, out var zone, out _));
        Assert.True(CronSchedule.TryParse(text, zone, out var schedule, out _));
        return schedule;
    }
}

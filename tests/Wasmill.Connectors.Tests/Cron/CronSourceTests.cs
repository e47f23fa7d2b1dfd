using System.Globalization;
using System.Text;
using Wasmill.Broker.Sources;
using Wasmill.Connectors.Cron;
using Wasmill.Connectors.Tests.Sources;

namespace Wasmill.Connectors.Tests.Cron;

public sealed class CronSourceTests : IAsyncDisposable
{
    private static readonly CronSettings Minutely = new("* * * * *", "/clock");
    private readonly StepTime _time = new(At("2026-01-05T12:00:30Z"));
    private readonly SourceRig _rig;

    public CronSourceTests() => _rig = new SourceRig(_time);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_event_has_the_time_of_its_tick_and_what_the_settings_say()
    {
        await StartAsync(Minutely with
        {
            Type = "t",
            Subject = "sub",
            Data = Encoding.UTF8.GetBytes("{\"a\": 1}"),
            ContentType = "application/json",
            Extensions = [new("region", "eu")],
        });
        await _time.SettleAsync(Cancel);
        Assert.Equal(At("2026-01-05T12:01:00Z"), _rig.Status!.Next);
        await _time.AdvanceToAsync(At("2026-01-05T12:02:10Z"), Cancel);
        await _rig.WaitAsync(status => status.Published == 2);

        var events = await _rig.EventsAsync();
        Assert.Equal(["s-2026-01-05T12:01:00Z", "s-2026-01-05T12:02:00Z"], events.Select(one => one.Id));
        var first = events[0];
        Assert.Equal(("t", "/clock", "sub", "2026-01-05T12:01:00Z", "application/json"),
            (first.Type, first.Source, first.Subject, first.Time, first.DataContentType));
        Assert.Equal(("{\"a\": 1}", "eu"), (Encoding.UTF8.GetString(first.Data.Span), first.GetAttribute("region")));
    }

    [Theory]
    [InlineData(CatchUp.None, "")]
    [InlineData(CatchUp.One, "12:06:00")]
    [InlineData(CatchUp.All, "12:04:00 12:05:00 12:06:00")]
    public async Task Ticks_that_were_missed_while_the_broker_was_stopped_follow_the_policy(CatchUp policy, string sent)
    {
        var settings = Minutely with { CatchUp = policy, CatchUpLimit = 3 };
        await RunUntilAsync(settings, "2026-01-05T12:01:30Z", published: 1);
        _time.SetUtcNow(At("2026-01-05T12:06:20Z"));
        await StartAsync(settings);
        await _rig.WaitAsync(status => status.Next == At("2026-01-05T12:07:00Z"));

        Assert.Equal(sent, string.Join(' ', (await _rig.EventsAsync()).Skip(1).Select(one => one.Time![11..19])));
        Assert.Contains(_rig.Lines, line => line.Contains("are left out", StringComparison.Ordinal));

        // What was left out is not looked at again.
        await RestartAsync(settings);
        await _rig.WaitAsync(status => status.Next == At("2026-01-05T12:07:00Z"));
        Assert.Equal(sent.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length + 1, (await _rig.EventsAsync()).Count);
    }

    [Fact]
    public async Task A_first_start_misses_nothing_and_a_stop_before_the_first_tick_is_remembered()
    {
        var daily = new CronSettings("0 13 * * *", "/clock") { CatchUp = CatchUp.All };
        await StartAsync(daily);
        await _time.SettleAsync(Cancel);
        await _rig.StopAsync();
        Assert.Empty(await _rig.EventsAsync());
        _time.SetUtcNow(At("2026-01-07T12:00:00Z"));
        await StartAsync(daily);
        await _rig.WaitAsync(status => status.Published == 2);
        Assert.Equal(["2026-01-05T13:00:00Z", "2026-01-06T13:00:00Z"], (await _rig.EventsAsync()).Select(one => one.Time));
    }

    [Fact]
    public async Task After_a_sleep_of_the_machine_the_policy_holds_too()
    {
        await StartAsync(Minutely with { CatchUp = CatchUp.One });
        await _time.JumpAsync(At("2026-01-05T15:00:20Z"), Cancel);
        await _rig.WaitAsync(status => status.Next == At("2026-01-05T15:01:00Z"));
        Assert.Equal(["2026-01-05T15:00:00Z"], (await _rig.EventsAsync()).Select(one => one.Time));
    }

    [Fact]
    public async Task Of_another_schedule_nothing_was_missed()
    {
        await RunUntilAsync(Minutely, "2026-01-05T12:01:30Z", published: 1);
        _time.SetUtcNow(At("2026-01-05T12:30:00Z"));
        await StartAsync(new CronSettings("0 * * * *", "/clock") { CatchUp = CatchUp.All });
        await _rig.WaitAsync(status => status.Next == At("2026-01-05T13:00:00Z"));
        Assert.Single(await _rig.EventsAsync());
    }

    [Fact]
    public async Task A_clock_that_was_set_back_does_not_stop_the_schedule()
    {
        await using var earlier = new SourceRig(new StepTime(At("2026-01-05T11:00:10Z")));
        var position = At("2026-01-05T12:00:30Z");
        await earlier.StartAsync(() => new PositionSource(new CronPosition(position, "* * * * * UTC").Write()));
        await earlier.WaitAsync(status => status.State == SourceState.Stopped);
        await earlier.StartAsync(() => new CronSource(Minutely), "cron");
        await earlier.WaitAsync(status => status.Next == At("2026-01-05T11:01:00Z"));
        Assert.Contains("s: the clock was set back: the last tick was at 2026-01-05T12:00:30Z; the schedule continues from now",
            earlier.Lines);
    }

    [Fact]
    public async Task A_tick_that_was_stored_before_a_crash_and_its_position_not_has_the_same_id_again()
    {
        await StartAsync(Minutely);
        await _time.AdvanceToAsync(At("2026-01-05T12:01:00Z"), Cancel);
        await _rig.WaitAsync(status => status.Published == 1);
        await _rig.StopAsync();
        // The position of before the tick, as a crash between the two leaves it.
        await _rig.StartAsync(() => new PositionSource(new CronPosition(At("2026-01-05T12:00:30Z"), "* * * * * UTC").Write()));
        await _rig.WaitAsync(status => status.State == SourceState.Stopped);
        await _rig.StopAsync();
        await StartAsync(Minutely);
        await _rig.WaitAsync(status => status.Published == 1);
        Assert.Equal(["s-2026-01-05T12:01:00Z", "s-2026-01-05T12:01:00Z"], (await _rig.EventsAsync()).Select(one => one.Id));
    }

    [Theory]
    [InlineData("never", "UTC",
        "\"never\" is not a valid schedule; use five cron fields, six with seconds first, or a macro such as @hourly")]
    [InlineData("* * * * *", "Mars/Base",
        "\"Mars/Base\" is not a valid time zone; use an IANA name such as Europe/Berlin, or UTC")]
    public async Task What_cannot_run_says_why(string schedule, string zone, string reason)
    {
        await StartAsync(new CronSettings(schedule, "/clock") { TimeZone = zone });
        Assert.StartsWith(reason, (await _rig.WaitAsync(status => status.State == SourceState.Waiting)).Reason, StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync() => _rig.DisposeAsync();

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private Task StartAsync(CronSettings settings) => _rig.StartAsync(() => new CronSource(settings), settings);

    private async Task RestartAsync(CronSettings settings)
    {
        await _rig.StopAsync();
        await StartAsync(settings);
    }

    private async Task RunUntilAsync(CronSettings settings, string time, int published)
    {
        await StartAsync(settings);
        await _time.AdvanceToAsync(At(time), Cancel);
        await _rig.WaitAsync(status => status.Published == published);
        await _time.SettleAsync(Cancel);
        await _rig.StopAsync();
    }

    // Leaves a position behind.
    private sealed class PositionSource(string position) : IEventSource
    {
        public Task RunAsync(SourceContext context, CancellationToken cancellationToken)
        {
            Assert.True(context.Position.Store(position));
            return Task.CompletedTask;
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}

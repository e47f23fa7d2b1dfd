using System.Globalization;
using Wasmill.Broker.Sources;
using Wasmill.Events;

namespace Wasmill.Connectors.Cron;

/// <summary>
/// A source that sends a fixed event on a schedule. The event's id consists of the source's name and the tick's time, so that a repeat
/// after a crash has the same id.
/// </summary>
/// <param name="settings">Its settings.</param>
public sealed class CronSource(CronSettings settings) : IEventSource
{
    // The clock may be set while the source waits, and a timer cannot exceed 49 days.
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);

    // A tick that is later than this at wake-up was missed: the machine slept, or its clock was set.
    private static readonly TimeSpan Late = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Publishes events: (1) read the position of the schedule; (2) send the missed ticks as the policy requires; (3) wait for the next
    /// tick; (4) send it, and then store its time, so that
    /// a crash between the two repeats it; (5) after a sleep of the machine, go back to 2.
    /// </summary>
    /// <param name="context">The services of the broker.</param>
    /// <param name="cancellationToken">Stops the source.</param>
    public async Task RunAsync(SourceContext context, CancellationToken cancellationToken)
    {
        var schedule = Parse();
        var identity = $"{settings.Schedule} {settings.TimeZone}";

        // 1
        var now = context.Time.GetUtcNow();
        var known = CronPosition.Read(context.Position.Read());
        if (known is null || known.Schedule != identity || known.Time > now)
        {
            if (known is not null && known.Time > now)
                context.Log.ClockSetBack(Show(known.Time));
            known = new CronPosition(now, identity);
            context.Position.Store(known.Write());
        }

        // 2
        var last = await CatchUpAsync(context, schedule, known, cancellationToken);
        while (schedule.After(last.Time) is { } tick)
        {
            // 3
            context.ReportNext(tick);
            if (await WaitAsync(context.Time, tick, cancellationToken) > Late)
            {
                // 5
                last = await CatchUpAsync(context, schedule, last, cancellationToken);
                continue;
            }

            // 4
            last = await SendAsync(context, last with { Time = tick }, cancellationToken);
        }

        context.Log.ScheduleEnded();
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private CronSchedule Parse()
        => CronSchedule.TryFindZone(settings.TimeZone, out var zone, out var problem)
            && CronSchedule.TryParse(settings.Schedule, zone, out var schedule, out problem)
            ? schedule
            : throw new SourceException(problem);

    // If nothing is sent, the returned position is the current time, so that skipped ticks are not checked again.
    private async Task<CronPosition> CatchUpAsync(SourceContext context, CronSchedule schedule, CronPosition last,
        CancellationToken cancellationToken)
    {
        var now = context.Time.GetUtcNow();
        var most = settings.CatchUp switch
        {
            CatchUp.All => settings.CatchUpLimit,
            CatchUp.One => 1,
            _ => 0,
        };
        // One more than the limit, to see whether some are skipped.
        var missed = schedule.Between(last.Time, now, most + 1);
        if (missed.Count == 0)
            return last;
        if (missed.Count > most)
            context.Log.TicksLeftOut(Show(most == 0 ? missed[^1] : missed[0]));
        foreach (var tick in missed.Skip(missed.Count > most ? missed.Count - most : 0))
            last = await SendAsync(context, last with { Time = tick }, cancellationToken);
        if (most > 0)
            return last;
        last = last with { Time = now };
        context.Position.Store(last.Write());
        return last;
    }

    private async Task<CronPosition> SendAsync(SourceContext context, CronPosition tick, CancellationToken cancellationToken)
    {
        await context.PublishAsync([Make(context.Name, tick.Time)], cancellationToken);
        context.Position.Store(tick.Write());
        return tick;
    }

    private CloudEvent Make(string name, DateTimeOffset tick) => new()
    {
        Id = $"{name}-{Show(tick)}",
        Source = settings.Source,
        Type = settings.Type,
        Subject = settings.Subject,
        Time = Show(tick),
        DataContentType = settings.ContentType,
        HasData = settings.Data is not null,
        Data = settings.Data ?? default,
        Extensions = settings.Extensions,
    };

    // Returns the lateness when the tick is due.
    private static async Task<TimeSpan> WaitAsync(TimeProvider time, DateTimeOffset tick, CancellationToken cancellationToken)
    {
        while (true)
        {
            var left = tick - time.GetUtcNow();
            if (left <= TimeSpan.Zero)
                return -left;
            await Task.Delay(left < LongestPause ? left : LongestPause, time, cancellationToken);
        }
    }

    // Ticks are at whole seconds.
    private static string Show(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}

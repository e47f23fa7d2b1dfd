using Wasmill.Broker.Engines;
using Wasmill.Broker.Log.Settings;
using Wasmill.Broker.Records;
using Wasmill.Broker.Tests;
using Wasmill.Broker.Tests.Engines;

namespace Wasmill.Broker.Log.Tests;

/// <summary>The compliance suite on the log, and what a log does beyond it.</summary>
public sealed class LogEngineTests : EngineCompliance, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("wasmill-log-");
    private readonly List<string> _reports = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_was_stored_is_there_after_a_restart_with_places_retries_and_dead_letters()
    {
        var due = Time.GetUtcNow() + TimeSpan.FromMinutes(3);
        await using (var engine = Open())
        {
            await using var feed = await OpenFeedAsync(engine, "one");
            await engine.AppendAsync([.. Enumerable.Range(1, 5).Select(i => TestEvents.New(id: $"{i}"))], Cancel);
            var given = await TakeAsync(feed, 4);
            await given[0].FinishAsync(new AttemptOutcome.Delivered(), [], Cancel);
            await given[2].FinishAsync(new AttemptOutcome.RetryAt(due, "503 later", 503) { Note = "to the sink" }, [], Cancel);
            await given[3].FinishAsync(new AttemptOutcome.GivenUp(DeadLetterReason.Refused, "400 no", 400), [], Cancel);
        }

        await using var again = Open();
        Assert.Equal(["one"], again.Triggers);
        await using var reopened = await OpenFeedAsync(again, "one");
        Assert.Equal(["2", "5"], (await TakeAsync(reopened, 2)).Select(delivery => delivery.Event.Event.Id));
        var status = (await again.StatusAsync("one", Cancel))!;
        Assert.Equal((5L, 3L, 1, due, 2L), (status.Tail, status.Lag, status.OpenRetries, status.NextDue, status.Floor));
        Time.Advance(TimeSpan.FromMinutes(3));
        var retry = (await TakeAsync(reopened, 1))[0];
        Assert.Equal(("3", 2, "503 later", "to the sink"), (retry.Event.Event.Id, retry.Attempt, retry.LastFailure, retry.Note));
        var letter = Assert.Single(await again.DeadLetters.ReadAsync(Cancel).ToListAsync(Cancel));
        Assert.Equal(("4", "one", 400), (letter.Event.Event.Id, letter.Trigger, letter.Status));
        Assert.Empty(_reports);
    }

    [Fact]
    public async Task A_trigger_that_is_far_behind_reads_from_the_log_and_joins_the_others_again()
    {
        await using var engine = Open(new LogEngineOptions { WindowEvents = 8, SegmentBytes = 4096 });
        await using var feed = await OpenFeedAsync(engine, "slow", "x");
        for (var i = 1; i <= 100; i++)
            await engine.AppendAsync([TestEvents.New(i % 2 == 0 ? "x" : "y", $"{i}")], Cancel);
        var expected = Enumerable.Range(1, 50).Select(i => $"{2 * i}").ToList();
        foreach (var id in expected)
        {
            var delivery = (await TakeAsync(feed, 1))[0];
            Assert.Equal(id, delivery.Event.Event.Id);
            await delivery.FinishAsync(new AttemptOutcome.Delivered(), [], Cancel);
        }

        await engine.AppendAsync([TestEvents.New("x", "last")], Cancel);
        Assert.Equal("last", (await TakeAsync(feed, 1))[0].Event.Event.Id);
    }

    [Fact]
    public async Task A_trigger_can_start_at_the_beginning_at_a_position_and_at_a_time()
    {
        await using var engine = Open();
        await engine.AppendAsync([TestEvents.New(id: "1"), TestEvents.New(id: "2")], Cancel);
        Time.Advance(TimeSpan.FromMinutes(1));
        await engine.AppendAsync([TestEvents.New(id: "3")], Cancel);
        Assert.Equal("1", await FirstOfAsync(engine, "all", new FeedStart.Beginning()));
        Assert.Equal("2", await FirstOfAsync(engine, "position", new FeedStart.At(2)));
        Assert.Equal("3", await FirstOfAsync(engine, "time", new FeedStart.Since(Time.GetUtcNow())));
    }

    [Fact]
    public async Task Segments_that_nobody_needs_are_given_back_and_those_with_open_events_stay()
    {
        var options = new LogEngineOptions { SegmentBytes = 4096, RetainBytes = 8192, CheckpointBytes = 4096 };
        await using var engine = Open(options);
        await using var feed = await OpenFeedAsync(engine, "one");
        await engine.AppendAsync([TestEvents.New(id: "kept")], Cancel);
        var kept = (await TakeAsync(feed, 1))[0];
        await kept.FinishAsync(new AttemptOutcome.RetryAt(Time.GetUtcNow() + TimeSpan.FromHours(1), "later"), [], Cancel);
        await DeliverAsync(engine, feed, 400);
        var held = engine.Usage.Bytes;
        Assert.True(held > 4 * options.RetainBytes, $"{held}");

        Time.Advance(TimeSpan.FromHours(1));
        var again = (await TakeAsync(feed, 1))[0];
        Assert.Equal("kept", again.Event.Event.Id);
        await again.FinishAsync(new AttemptOutcome.Delivered(), [], Cancel);
        await DeliverAsync(engine, feed, 400);
        Assert.InRange(engine.Usage.Bytes, 1, options.RetainBytes + 3 * options.SegmentBytes);
    }

    [Fact]
    public async Task A_full_log_refuses_new_events_then_buries_the_oldest_and_takes_new_ones_again()
    {
        var options = new LogEngineOptions { SegmentBytes = 4096, MaxBytes = 64 << 10, CheckpointBytes = 4096 };
        await using var engine = Open(options);
        await using var feed = await OpenFeedAsync(engine, "nobody reads");
        var taken = 0;
        for (var i = 1; i <= 2_000; i++)
        {
            if (await engine.AppendAsync([TestEvents.New(id: $"{i}")], Cancel) is AppendResult.Stored)
                taken++;
        }

        var letters = await engine.DeadLetters.ReadAsync(Cancel).ToListAsync(Cancel);
        Assert.NotEmpty(letters);
        Assert.All(letters, letter => Assert.Equal(DeadLetterReason.Retention, letter.Reason));
        var status = (await engine.StatusAsync("nobody reads", Cancel))!;
        Assert.Equal(taken, letters.Count + status.Lag);
        Assert.Contains(_reports, report => report.Contains("dead letters (reason retention)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_event_with_the_same_source_and_id_is_stored_once_within_the_window_also_over_a_restart()
    {
        var options = new LogEngineOptions { DedupeWindow = TimeSpan.FromMinutes(2) };
        await using (var engine = Open(options))
        {
            Assert.IsType<AppendResult.Stored>(await engine.AppendAsync([TestEvents.New(id: "a")], Cancel));
            Assert.IsType<AppendResult.Duplicate>(await engine.AppendAsync([TestEvents.New(id: "a")], Cancel));
            var part = Assert.IsType<AppendResult.Stored>(
                await engine.AppendAsync([TestEvents.New(id: "a"), TestEvents.New(id: "b")], Cancel));
            Assert.Equal("b", Assert.Single(part.Events).Event.Id);
        }

        await using var again = Open(options);
        Assert.IsType<AppendResult.Duplicate>(await again.AppendAsync([TestEvents.New(id: "b")], Cancel));
        Time.Advance(TimeSpan.FromMinutes(2.1));
        Assert.IsType<AppendResult.Stored>(await again.AppendAsync([TestEvents.New(id: "b")], Cancel));
    }

    [Fact]
    public async Task A_dead_letter_can_be_removed_and_sent_again_to_its_trigger_alone()
    {
        await using (var engine = Open())
        {
            await using var feed = await OpenFeedAsync(engine, "one");
            await using var other = await OpenFeedAsync(engine, "two");
            await engine.AppendAsync([TestEvents.New(id: "bad")], Cancel);
            await (await TakeAsync(feed, 1))[0].FinishAsync(new AttemptOutcome.GivenUp(DeadLetterReason.Refused, "400", 400), [], Cancel);
            await (await TakeAsync(other, 1))[0].FinishAsync(new AttemptOutcome.Delivered(), [], Cancel);
            var letter = Assert.Single(await engine.DeadLetters.ReadAsync(Cancel).ToListAsync(Cancel));
            Assert.Equal(letter.Event.Event.Id, (await engine.DeadLetters.FindAsync(letter.Number, Cancel))!.Event.Event.Id);
            await engine.AppendAsync([new NewEvent(letter.Event.Event, null, 0) { Audience = "one" }], Cancel);
            Assert.Equal("bad", (await TakeAsync(feed, 1))[0].Event.Event.Id);
            Assert.Equal(0, (await engine.StatusAsync("two", Cancel))!.Lag);
            Assert.Equal(1, await engine.DeadLetters.RemoveAsync([letter.Number, 99], Cancel));
        }

        await using var again = Open();
        Assert.Empty(await again.DeadLetters.ReadAsync(Cancel).ToListAsync(Cancel));
        Assert.Equal(0, await again.DeadLetters.CountAsync("one", Cancel));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    protected override IBrokerEngine Open() => Open(new LogEngineOptions());

    private LogEngine Open(LogEngineOptions options)
        => LogEngine.Open(_folder.FullName, options with { ReserveBytes = 64 << 10 }, Time, new LineLogger(_reports.Add));

    private static async Task<string> FirstOfAsync(IBrokerEngine engine, string trigger, FeedStart start)
    {
        await using var feed = await engine.OpenFeedAsync(
            trigger, new FeedSpec(Wasmill.Events.Filters.FilterConfig.OfType("*").Compile()) { Start = start }, Cancel);
        return (await TakeAsync(feed, 1))[0].Event.Event.Id;
    }

    private static async Task DeliverAsync(LogEngine engine, ITriggerFeed feed, int count)
    {
        for (var i = 0; i < count; i++)
        {
            await engine.AppendAsync([TestEvents.New(id: $"e{i}")], Cancel);
            await (await TakeAsync(feed, 1))[0].FinishAsync(new AttemptOutcome.Delivered(), [], Cancel);
        }
    }
}

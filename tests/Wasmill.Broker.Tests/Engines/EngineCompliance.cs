using Microsoft.Extensions.Time.Testing;
using Wasmill.Broker.Engines;
using Wasmill.Broker.Records;
using Wasmill.Events.Filters;

namespace Wasmill.Broker.Tests.Engines;

/// <summary>What every engine must do, whatever it keeps its events in. One class for each engine runs these tests on it.</summary>
public abstract class EngineCompliance
{
    protected FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Events_are_given_in_order_with_growing_positions()
    {
        await using var engine = Open();
        await using var feed = await OpenFeedAsync(engine, "one");
        var stored = Assert.IsType<AppendResult.Stored>(
            await engine.AppendAsync([TestEvents.New(id: "a"), TestEvents.New(id: "b")], Cancel));
        Assert.Equal([1L, 2L], stored.Events.Select(one => one.Position));
        var given = await TakeAsync(feed, 2);
        Assert.Equal(["a", "b"], given.Select(delivery => delivery.Event.Event.Id));
        Assert.All(given, delivery => Assert.Equal((1, null), (delivery.Attempt, delivery.LastFailure)));
    }

    [Fact]
    public async Task Each_trigger_gets_what_its_filter_passes_and_has_its_own_place()
    {
        await using var engine = Open();
        await using var all = await OpenFeedAsync(engine, "all");
        await using var some = await OpenFeedAsync(engine, "some", "x");
        await engine.AppendAsync([TestEvents.New("y", "1"), TestEvents.New("x", "2")], Cancel);
        var one = Assert.Single(await TakeAsync(some, 1));
        Assert.Equal("2", one.Event.Event.Id);
        await one.FinishAsync(new AttemptOutcome.Delivered(), [], Cancel);
        Assert.Equal((0, 2), ((await engine.StatusAsync("some", Cancel))!.Lag, (await engine.StatusAsync("all", Cancel))!.Lag));
        Assert.Equal(2, (await TakeAsync(all, 2)).Count);
    }

    [Fact]
    public async Task An_observer_is_told_once_of_each_event_and_of_the_triggers_that_get_it()
    {
        await using var engine = Open();
        var observer = new MatchNotes();
        engine.Observe(observer);
        await engine.AppendAsync([TestEvents.New("x", "nobody's")], Cancel);
        await using var all = await OpenFeedAsync(engine, "all");
        await using var some = await OpenFeedAsync(engine, "some", "x");
        await engine.AppendAsync([TestEvents.New("y", "1"), TestEvents.New("x", "2")], Cancel);
        await engine.AppendAsync([TestEvents.New("x", "3") with { Audience = "some" }], Cancel);
        Assert.Equal(
            ["1: all", "2: all some", "3: some", "nobody's: "], (await observer.TakeAsync(4, Cancel)).Order(StringComparer.Ordinal));

        await engine.DeleteTriggerAsync("some", Cancel);
        await engine.AppendAsync([TestEvents.New("x", "4")], Cancel);
        Assert.Equal(["4: all"], await observer.TakeAsync(1, Cancel));
    }

    [Fact]
    public async Task A_trigger_made_later_starts_at_the_end()
    {
        await using var engine = Open();
        await engine.AppendAsync([TestEvents.New(id: "before")], Cancel);
        await using var feed = await OpenFeedAsync(engine, "late");
        await engine.AppendAsync([TestEvents.New(id: "after")], Cancel);
        Assert.Equal("after", (await TakeAsync(feed, 1))[0].Event.Event.Id);
    }

    [Fact]
    public async Task A_retry_is_given_again_at_its_time_with_its_attempt_and_its_reason()
    {
        await using var engine = Open();
        await using var feed = await OpenFeedAsync(engine, "one");
        await engine.AppendAsync([TestEvents.New()], Cancel);
        var first = (await TakeAsync(feed, 1))[0];
        var due = Time.GetUtcNow() + TimeSpan.FromSeconds(5);
        await first.FinishAsync(new AttemptOutcome.RetryAt(due, "500") { Note = "mind this" }, [], Cancel);
        var status = (await engine.StatusAsync("one", Cancel))!;
        Assert.Equal((1, 1, due), (status.Lag, status.OpenRetries, status.NextDue));

        var again = TakeAsync(feed, 1);
        Time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.False(again.IsCompleted);
        Time.Advance(TimeSpan.FromSeconds(0.1));
        var second = (await again)[0];
        Assert.Equal((2, "500", "mind this"), (second.Attempt, second.LastFailure, second.Note));
    }

    [Fact]
    public async Task Waiting_retries_are_given_at_once_on_request_with_their_attempt_and_their_reason()
    {
        await using var engine = Open();
        await using var feed = await OpenFeedAsync(engine, "one");
        await engine.AppendAsync([TestEvents.New(id: "a"), TestEvents.New(id: "b")], Cancel);
        foreach (var delivery in await TakeAsync(feed, 2))
        {
            var due = Time.GetUtcNow() + TimeSpan.FromHours(3 - delivery.Event.Position);
            await delivery.FinishAsync(new AttemptOutcome.RetryAt(due, "500"), [], Cancel);
        }

        var again = TakeAsync(feed, 2);
        Assert.False(again.IsCompleted);
        Assert.Equal(2, feed.RetryNow());
        Assert.Equal([("a", 2, "500"), ("b", 2, "500")], (await again)
            .Select(delivery => (delivery.Event.Event.Id, delivery.Attempt, delivery.LastFailure))
            .OrderBy(delivery => delivery.Id, StringComparer.Ordinal));
        Assert.Equal(0, feed.RetryNow());
    }

    [Fact]
    public async Task An_outcome_and_its_replies_are_recorded_together()
    {
        await using var engine = Open();
        await using var feed = await OpenFeedAsync(engine, "one", "t");
        await using var replies = await OpenFeedAsync(engine, "two", "reply");
        await engine.AppendAsync([TestEvents.New()], Cancel);
        var delivery = (await TakeAsync(feed, 1))[0];
        var reply = new NewEvent(TestEvents.Event("reply", "r"), new EventCause("one", 1, 0), 1);
        var recorded = Assert.IsType<FinishResult.Recorded>(await delivery.FinishAsync(new AttemptOutcome.Delivered(), [reply], Cancel));
        Assert.Equal(new EventCause("one", 1, 0), Assert.Single(recorded.Replies).Cause);
        var given = (await TakeAsync(replies, 1))[0].Event;
        Assert.Equal(("r", 1), (given.Event.Id, given.Hops));
    }

    [Fact]
    public async Task What_was_not_finished_is_given_again_in_order_when_the_feed_is_opened_anew()
    {
        await using var engine = Open();
        await using (var feed = await OpenFeedAsync(engine, "one"))
        {
            await engine.AppendAsync([TestEvents.New(id: "a"), TestEvents.New(id: "b"), TestEvents.New(id: "c")], Cancel);
            var given = await TakeAsync(feed, 3);
            await given[1].FinishAsync(new AttemptOutcome.Delivered(), [], Cancel);
        }

        await using var again = await OpenFeedAsync(engine, "one");
        Assert.Equal(["a", "c"], (await TakeAsync(again, 2)).Select(delivery => delivery.Event.Event.Id));
    }

    [Fact]
    public async Task A_changed_filter_holds_for_later_events_and_keeps_the_earlier_ones()
    {
        await using var engine = Open();
        await using var feed = await OpenFeedAsync(engine, "one", "old");
        await engine.AppendAsync([TestEvents.New("old", "1")], Cancel);
        await feed.ChangeAsync(new FeedSpec(FilterConfig.OfType("new").Compile()), Cancel);
        await engine.AppendAsync([TestEvents.New("old", "2"), TestEvents.New("new", "3")], Cancel);
        Assert.Equal(["1", "3"], (await TakeAsync(feed, 2)).Select(delivery => delivery.Event.Event.Id));
    }

    [Fact]
    public async Task A_deleted_trigger_is_forgotten_and_its_deliveries_are_lost_leases()
    {
        await using var engine = Open();
        var feed = await OpenFeedAsync(engine, "one");
        await engine.AppendAsync([TestEvents.New()], Cancel);
        var delivery = (await TakeAsync(feed, 1))[0];
        await feed.DisposeAsync();
        await engine.DeleteTriggerAsync("one", Cancel);
        await engine.DeleteTriggerAsync("one", Cancel);
        Assert.Null(await engine.StatusAsync("one", Cancel));
        Assert.IsType<FinishResult.LeaseLost>(await delivery.FinishAsync(new AttemptOutcome.Delivered(), [], Cancel));
    }

    [Fact]
    public async Task What_is_given_up_becomes_a_dead_letter()
    {
        await using var engine = Open();
        await using var feed = await OpenFeedAsync(engine, "one");
        await engine.AppendAsync([TestEvents.New(id: "gone")], Cancel);
        await (await TakeAsync(feed, 1))[0].FinishAsync(new AttemptOutcome.GivenUp(DeadLetterReason.Refused, "400 no", 400), [], Cancel);
        Assert.Equal(0, (await engine.StatusAsync("one", Cancel))!.Lag);
        var letter = Assert.Single(await engine.DeadLetters.ReadAsync(Cancel).ToListAsync(Cancel));
        Assert.Equal(
            ("gone", "one", DeadLetterReason.Refused, "400 no", 400, 1),
            (letter.Event.Event.Id, letter.Trigger, letter.Reason, letter.Detail, letter.Status, letter.Attempts));
        Assert.Equal(1, await engine.DeadLetters.CountAsync("one", Cancel));
    }

    [Fact]
    public async Task The_last_events_can_be_read_also_when_nobody_wanted_them()
    {
        await using var engine = Open();
        await engine.AppendAsync([TestEvents.New(id: "a"), TestEvents.New(id: "b"), TestEvents.New(id: "c")], Cancel);
        Assert.Equal(["b", "c"], (await engine.ReadAsync(new ReadSpec(2), Cancel).ToListAsync(Cancel)).Select(one => one.Event.Id));
    }

    protected abstract IBrokerEngine Open();

    protected static ValueTask<ITriggerFeed> OpenFeedAsync(IBrokerEngine engine, string trigger, string type = "*")
        => engine.OpenFeedAsync(trigger, new FeedSpec(FilterConfig.OfType(type).Compile()), Cancel);

    protected static async Task<List<PendingDelivery>> TakeAsync(ITriggerFeed feed, int count)
    {
        var taken = new List<PendingDelivery>();
        await foreach (var delivery in feed.PullAsync(Cancel))
        {
            taken.Add(delivery);
            if (taken.Count == count)
                break;
        }

        return taken;
    }
}

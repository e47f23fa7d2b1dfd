using Wasmill.Broker.History.Journal;
using Wasmill.Broker.Observing;
using Wasmill.Broker.Records;
using Wasmill.Broker.Targets;

namespace Wasmill.Broker.Tests.History.Journal;

public sealed class DeliveryJournalTests
{
    [Fact]
    public void What_functions_tell_is_bounded_over_all_events_and_the_latest_stays()
    {
        var journal = new DeliveryJournal();
        // 500 attempts of 50 lines of 1,000 characters: 25 million characters, of which 8 Mi are kept.
        var log = Enumerable.Repeat(new string('x', 1_000), 50).ToList();
        for (var position = 1; position <= 500; position++)
            Note(journal, position, log);
        var kept = Enumerable.Range(1, 500)
            .Select(position => Assert.Single(Assert.Single(journal.Find(position)!.Deliveries).Attempts))
            .ToList();
        // A log takes 64 + 50 x 1,032 characters: 8 x 1,024 x 1,024 / 51,664 = 162 logs.
        Assert.Equal(Enumerable.Repeat(0, 500 - 162).Concat(Enumerable.Repeat(50, 162)), kept.Select(attempt => attempt.Log.Count));
        Assert.All(kept, attempt => Assert.Equal(200, attempt.Status));
    }

    [Fact]
    public void Empty_lines_are_kept_and_no_lines_are_nothing()
    {
        var journal = new DeliveryJournal();
        Note(journal, 1, ["", ""]);
        Note(journal, 2, []);
        Assert.Equal(["", ""], journal.Find(1)!.Deliveries[0].Attempts[0].Log);
        Assert.Empty(journal.Find(2)!.Deliveries[0].Attempts[0].Log);
    }

    [Fact]
    public void Many_short_logs_are_bounded_by_what_they_take()
    {
        var journal = new DeliveryJournal();
        // All are of one event, of which the last 8 attempts are shown.
        for (var attempt = 0; attempt < 100_000; attempt++)
            Note(journal, 1, ["x"]);
        Assert.Equal(Enumerable.Repeat("x", 8), journal.Find(1)!.Deliveries[0].Attempts.Select(attempt => Assert.Single(attempt.Log)));
        // A log of one character takes 97: 8 x 1,024 x 1,024 / 97 = 86,480.
        Assert.Equal(86_480, journal.KeptLogs);
    }

    // An attempt may end before it is known who else gets the event, and a reply is stored before it is known who gets that.
    [Fact]
    public async Task A_wait_ends_once_the_event_and_its_replies_are_matched_and_delivered()
    {
        var journal = new DeliveryJournal();
        var (cause, reply) = (Stored(1), Stored(2));
        var waiting = journal.WaitForOutcomeAsync(1, TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        journal.Attempted(Delivered(cause, "first", [reply]));
        journal.Matched(cause, [new("first", "target"), new("second", "target")]);
        journal.Attempted(Delivered(cause, "second", []));
        Assert.False(journal.Find(1)!.IsComplete);
        Assert.False(waiting.IsCompleted);

        journal.Matched(reply, []);

        var trace = (await waiting)!;
        Assert.True(trace.IsComplete);
        Assert.Equal(["first", "second"], trace.Deliveries.Select(delivery => delivery.Trigger));
        Assert.Equal(2, Assert.Single(trace.Deliveries[0].Replies).Event.Position);
    }

    [Fact]
    public async Task An_event_that_is_older_than_the_last_ones_is_not_waited_for()
    {
        var journal = new DeliveryJournal();
        for (var position = 1; position <= 2_001; position++)
            journal.Matched(Stored(position), []);
        Assert.Null(await journal.WaitForOutcomeAsync(1, TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));
        Assert.NotNull(await journal.WaitForOutcomeAsync(2, TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));
    }

    private static StoredEvent Stored(long position) => new(position, DateTimeOffset.UnixEpoch, TestEvents.Event(), null, 0);

    private static AttemptNote Delivered(StoredEvent stored, string trigger, IReadOnlyList<StoredEvent> replies)
        => new()
        {
            Event = stored,
            Trigger = trigger,
            Target = "target",
            Number = 1,
            Result = new DeliveryResult { Verdict = DeliveryVerdict.Delivered, Status = 200 },
            Outcome = new AttemptOutcome.Delivered(),
            Replies = replies,
            At = DateTimeOffset.UnixEpoch,
        };

    private static void Note(DeliveryJournal journal, long position, IReadOnlyList<string> log)
    {
        var stored = new StoredEvent(position, DateTimeOffset.UnixEpoch, TestEvents.Event(), null, 0);
        var result = new DeliveryResult { Verdict = DeliveryVerdict.Delivered, Status = 200, Log = log };
        journal.Attempted(
            new AttemptNote
            {
                Event = stored,
                Trigger = "trigger",
                Target = "target",
                Number = 1,
                Result = result,
                Outcome = new AttemptOutcome.Delivered(),
                Replies = [],
                At = DateTimeOffset.UnixEpoch,
            });
    }
}

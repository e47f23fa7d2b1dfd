using Wasmill.Broker.Engines;
using Wasmill.Broker.History.Journal;
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
        var kept = Enumerable.Range(1, 500).Select(position => Assert.Single(Assert.Single(journal.Find(position)!.Deliveries).Attempts)).ToList();
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

    private static void Note(DeliveryJournal journal, long position, IReadOnlyList<string> log)
    {
        var stored = new StoredEvent(position, DateTimeOffset.UnixEpoch, TestEvents.Event(), null, 0);
        var result = new DeliveryResult { Verdict = DeliveryVerdict.Delivered, Status = 200, Log = log };
        journal.Add(stored, "trigger", "target", 1, result, new AttemptOutcome.Delivered(), [], DateTimeOffset.UnixEpoch);
    }
}

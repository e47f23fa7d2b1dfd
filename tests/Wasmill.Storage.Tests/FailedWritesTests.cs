using Microsoft.Extensions.Time.Testing;

namespace Wasmill.Storage.Tests;

public sealed class FailedWritesTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly List<string> _reports = [];
    private readonly FailedWrites _writes;

    public FailedWritesTests() => _writes = new FailedWrites(_time, new LineLogger(_reports.Add));

    [Fact]
    public void Only_event_data_stops_the_process_and_a_full_disk_never_does()
    {
        var (full, broken) = (new DiskFullException("full"), new IOException("Input/output error", 5));
        Assert.Equal(FailureEffect.Refuse, FailedWrites.EffectOf(WriteKind.EventData, full));
        Assert.Equal(FailureEffect.Stop, FailedWrites.EffectOf(WriteKind.EventData, broken));
        foreach (var kind in Enum.GetValues<WriteKind>().Where(kind => kind is not (WriteKind.EventData or WriteKind.Settings)))
        {
            Assert.Equal(FailureEffect.Degrade, FailedWrites.EffectOf(kind, full));
            Assert.Equal(FailureEffect.Degrade, FailedWrites.EffectOf(kind, broken));
        }

        Assert.Equal(FailureEffect.Refuse, FailedWrites.EffectOf(WriteKind.Settings, full));
        Assert.Equal(FailureEffect.Refuse, FailedWrites.EffectOf(WriteKind.Settings, broken));
    }

    [Fact]
    public void A_thousand_failures_are_counted_and_reported_once()
    {
        for (var i = 0; i < 1_000; i++)
            Assert.False(_writes.Try(WriteKind.LogLine, () => throw new DiskFullException("/x: no space")));

        Assert.Equal(["log lines cannot be written: the disk is full; they are left out and counted"], _reports);
        Assert.Equal(1_000, _writes.CountOf(WriteKind.LogLine));
        Assert.Equal(0, _writes.CountOf(WriteKind.Checkpoint));
    }

    [Fact]
    public void Writes_that_fail_and_work_in_turn_are_reported_once_until_none_has_failed_for_five_seconds()
    {
        for (var i = 0; i < 10; i++)
        {
            _writes.Try(WriteKind.State, () => throw new DiskFullException("/x: no space"));
            _time.Advance(TimeSpan.FromSeconds(1));
            Assert.True(_writes.Try(WriteKind.State, () => { }));
        }

        Assert.Single(_reports);
        _time.Advance(TimeSpan.FromSeconds(4));
        Assert.True(_writes.Try(WriteKind.State, () => { }));
        Assert.True(_writes.Try(WriteKind.State, () => { }));
        Assert.Equal("state files can be written again; 10 writes have failed since the start", Assert.Single(_reports.Skip(1)));
    }

    [Fact]
    public void A_write_whose_failure_does_not_degrade_throws_to_its_caller()
        => Assert.Throws<DiskFullException>(() => _writes.Try(WriteKind.Settings, () => throw new DiskFullException("/x: no space")));

    [Fact]
    public void A_bug_is_not_taken_for_a_failed_write()
        => Assert.Throws<InvalidOperationException>(() => _writes.Try(WriteKind.LogLine, () => throw new InvalidOperationException("bug")));

    [Fact]
    public void Every_kind_has_a_label_of_its_own()
    {
        var labels = _writes.Counts.Select(count => FailedWrites.LabelOf(count.Kind)).ToList();
        Assert.Equal(Enum.GetValues<WriteKind>().Length, labels.Distinct().Count());
        Assert.All(labels, label => Assert.Matches("^[a-z_]+$", label));
    }
}

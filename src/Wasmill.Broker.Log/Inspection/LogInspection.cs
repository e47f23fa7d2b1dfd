using Wasmill.Broker.Log.Disk;
using Wasmill.Broker.Log.Format;
using Wasmill.Broker.Log.Segments;
using Wasmill.Broker.Log.Triggers;

namespace Wasmill.Broker.Log.Inspection;

// Tested by: LogDamageTests, MissingSegmentTests
/// <summary>One inspection of a log's folder.</summary>
internal sealed class LogInspection
{
    private readonly ReadOnlyFolder _disk;
    private readonly CheckpointFile? _newest;
    private readonly CheckpointFile? _checkpoint;
    private readonly Guid? _logId;
    private readonly List<SegmentSummary> _segments = [];
    private readonly List<Damage> _damages = [];
    private readonly Dictionary<int, LogTrigger> _triggers = [];

    /// <summary>Reads the checkpoints: before the segments, so that listed segments must exist.</summary>
    public LogInspection(string folder)
    {
        _disk = new ReadOnlyFolder(folder);
        _newest = CheckpointFile.TryRead(_disk, CheckpointFile.Name);
        _checkpoint = _newest ?? CheckpointFile.TryRead(_disk, CheckpointFile.OlderName)?.AsOlder();
        _logId = _checkpoint?.LogId ?? LogCore.FindLogId(_disk);
        foreach (var entry in _checkpoint?.Triggers ?? [])
        {
            var trigger = new LogTrigger(entry.Number, entry.Name, entry.Cursor)
            {
                Lost = _checkpoint!.Lost.GetValueOrDefault(entry.Number),
            };
            trigger.Restore(entry.FinalAhead);
            foreach (var open in entry.Open)
                trigger.Restore(open);
            _triggers.Add(entry.Number, trigger);
        }
    }

    /// <summary>Indicates whether a checkpoint was written since this inspection began.</summary>
    public bool HasChanged => CheckpointFile.TryRead(_disk, CheckpointFile.Name)?.NextSequence != _newest?.NextSequence;

    private CheckpointState State
    {
        get
        {
            var names = _disk.List();
            if (_newest is not null || names.Count == 0)
                return CheckpointState.Whole;
            if (_checkpoint is null)
                return CheckpointState.None;
            return names.Contains(CheckpointFile.Name) ? CheckpointState.Damaged : CheckpointState.OlderOnly;
        }
    }

    /// <summary>Reads (1) the dead letters; (2) the events; (3) the lost events of triggers.</summary>
    public LogSummary Run()
    {
        // 1
        Read(LogDeadLetters.Prefix, _checkpoint?.DeadLetters, (_, _) => { });
        var letters = _damages.Count;

        // 2
        Read(LogCore.Prefix, _checkpoint?.Segments, Apply);

        // 3
        var known = new PositionRanges();
        foreach (var (first, last) in _checkpoint?.Gone ?? [])
            known.Add(first, last);
        foreach (var damage in _damages.Skip(letters).Where(damage => damage.LostEvents))
        {
            foreach (var (first, last) in known.Without(damage.Position, damage.Position + damage.Lost - 1))
                Count(first, last);
        }

        return new LogSummary(
            _segments, _damages, State, _checkpoint?.NextPosition - 1,
            [.. _triggers.Values.Select(trigger => new TriggerSummary(trigger.Name, trigger.Cursor, trigger.OpenCount, trigger.Lost))]);
    }

    private void Count(long first, long last)
    {
        foreach (var trigger in _triggers.Values)
            trigger.Lost += trigger.CountUnread(first, last, 0);
    }

    private void Read(string prefix, SegmentManifest? manifest, Action<RecordHeader, ReadOnlySpan<byte>> apply)
    {
        var extents = new List<SegmentExtent>();
        foreach (var name in _disk.List().Where(name => SegmentLog.IsSegment(name, prefix)).Order(StringComparer.Ordinal))
        {
            using var file = _disk.Open(name);
            if (ReadHeader(name, file, prefix) is { } header)
                extents.Add(Read(name, file, header, apply));
            else
                _segments.Add(new SegmentSummary(name, file.Length, 0, 0, 0));
        }

        _damages.AddRange(new SegmentGaps(prefix, manifest).Find(extents));
    }

    private SegmentHeader? ReadHeader(string name, ILogFile file, string prefix)
    {
        var bytes = new byte[SegmentHeader.Size];
        if (SegmentHeader.TryRead(bytes.AsSpan(0, file.Read(bytes, 0))) is not { } header)
        {
            var guess = SegmentOpening.GuessHeader(name, file, prefix, _logId ?? Guid.Empty, DateTimeOffset.MinValue);
            if (guess is { } known)
                _damages.Add(SegmentOpening.DamagedHeader(name, known));
            else if (file.Length > SegmentHeader.Size)
                _damages.Add(Damage.Stray(name, "it holds no intact record"));
            return guess;
        }

        if (header.LogId != _logId)
            _damages.Add(Damage.Stray(name, "it belongs to another log: the broker does not start while it is here"));
        else if (name != SegmentGaps.NameOf(prefix, header.FirstSequence))
            _damages.Add(Damage.Stray(name, $"it holds the records of {SegmentGaps.NameOf(prefix, header.FirstSequence)}"));
        else
            return header;
        return null;
    }

    private SegmentExtent Read(string name, ILogFile file, SegmentHeader header, Action<RecordHeader, ReadOnlySpan<byte>> apply)
    {
        var (records, events) = (0L, 0L);
        var reader = new RecordReader(file, name, SegmentHeader.Size, file.Length, header.FirstSequence, header.FirstPosition);
        Damage? damage;
        while (reader.TryRead(out damage))
        {
            records++;
            events += reader.Header.Events;
            if (damage is not null)
                _damages.Add(damage);
            if (reader.Header.Sequence >= _checkpoint?.NextSequence)
                apply(reader.Header, reader.Body);
        }

        _segments.Add(new SegmentSummary(name, file.Length, records, events, header.FirstPosition));
        return new SegmentExtent(name, header.FirstSequence, header.FirstPosition, (reader.NextSequence, reader.NextPosition), damage);
    }

    // Events finished since the checkpoint are not lost.
    private void Apply(RecordHeader header, ReadOnlySpan<byte> body)
    {
        if (RecordContent.Outcome(header, body) is { } outcome)
            _triggers.GetValueOrDefault(outcome.Trigger)?.Replay(outcome);
    }
}

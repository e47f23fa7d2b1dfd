using Wasmill.Broker.Log.Format;
using Wasmill.Broker.Log.Segments;
using Wasmill.Broker.Log.Triggers;

namespace Wasmill.Broker.Log;

/// <content>Reports of damage, and lost events of triggers.</content>
internal sealed partial class LogCore
{
    private readonly HashSet<(string File, long Offset, long Sequence)> _reported = [];
    private readonly List<Damage> _foundAtStart = [];
    // Lost positions that were counted. Positions behind all triggers are dropped.
    private readonly PositionRanges _gone = new();
    // Set by readers, read by the writer: write the next checkpoint promptly.
    private volatile bool _hasNewLoss;

    // Called each time a damaged place is read.
    private void NoteDamage(Damage damage)
    {
        if (IsKnownToBeGone(damage) || !TryReport(damage))
            return;
        if (!_isReplaying)
        {
            NoteGone(damage.Position, damage.Position + damage.Lost - 1);
            return;
        }

        // A trigger's registration may be lost: rather one event too many than one too few.
        if (damage.NextSequence > _replayedFrom || damage.IsAtLeast)
            _damagedFrom = Math.Min(_damagedFrom ?? long.MaxValue, damage.Position);
        _foundAtStart.Add(damage);
    }

    private bool IsKnownToBeGone(Damage damage)
    {
        if (_isReplaying || !damage.LostEvents)
            return false;
        lock (_lock)
            return _gone.Without(damage.Position, damage.Position + damage.Lost - 1).Count == 0;
    }

    // Dead letters have separate numbers, and no trigger waits for them.
    private void NoteLetterDamage(Damage damage) => TryReport(damage);

    private bool TryReport(Damage damage)
    {
        // A gap between files may be reported with the name of either file.
        var place = damage.Kind is DamageKind.Missing or DamageKind.CutShort
            ? damage.File[..damage.File.IndexOf('-', StringComparison.Ordinal)]
            : damage.File;
        lock (_reported)
        {
            if (!_reported.Add((place, damage.Offset, damage.Sequence)))
                return false;
        }

        NoteDamagedPlace(damage.ToString());
        return true;
    }

    private void NoteDamagedPlace(string what)
    {
        Interlocked.Increment(ref _damages);
        _logger.Damaged(what);
    }

    // At the end of a start, when the progress of all triggers is known. Without a list of segments, only an undelivered older event
    // reveals that the oldest segments are missing: released segments have been delivered.
    private void CountFoundAtStart()
    {
        foreach (var damage in _foundAtStart)
            NoteGone(damage.Position, damage.Position + damage.Lost - 1);
        _foundAtStart.Clear();
        var first = _log.FirstPosition;
        bool isMissing;
        lock (_lock)
            isMissing = _gone.Without(1, first - 1)
                .Any(part => _triggers.Values.Any(trigger => trigger.CountUnread(part.First, part.Last, _matched) > 0));
        if (!isMissing)
            return;
        NoteDamagedPlace($"the log begins with event position {first}, and older events are undelivered: their segments are missing");
        NoteGone(1, first - 1);
    }

    // Lost events of a trigger that was unknown when they were counted.
    private long CountGone(LogTrigger trigger) => _gone.Ranges.Sum(part => trigger.CountUnread(part.First, part.Last, _matched));

    private void NoteGone(long first, long last)
    {
        if (last < first)
            return;
        List<(string Trigger, long Events)> told = [];
        lock (_lock)
        {
            var parts = _gone.Without(first, last);
            foreach (var trigger in _triggers.Values)
            {
                var lost = parts.Sum(part => trigger.CountUnread(part.First, part.Last, _matched));
                trigger.Lost += lost;
                if (lost > 0)
                    told.Add((trigger.Name, lost));
            }

            foreach (var (start, end) in parts)
                _gone.Add(start, end);
            _hasNewLoss = true;
        }

        foreach (var (trigger, lost) in told)
            _logger.EventsLost(trigger, lost, first, last);
    }

    /// <summary>Finds the log ID in the files if there is no checkpoint; null if no file is intact.</summary>
    public static Guid? FindLogId(Disk.ILogDisk disk)
    {
        foreach (var name in disk.List()
            .Where(name => SegmentLog.IsSegment(name, Prefix) || SegmentLog.IsSegment(name, LogDeadLetters.Prefix))
            .Order(StringComparer.Ordinal))
        {
            using var file = disk.Open(name);
            var bytes = new byte[SegmentHeader.Size];
            if (SegmentHeader.TryRead(bytes.AsSpan(0, file.Read(bytes, 0))) is { } header)
                return header.LogId;
        }

        return null;
    }
}

using Wasmill.Broker.Log.Format;
using Wasmill.Broker.Log.Segments;
using Wasmill.Broker.Log.Triggers;
using Wasmill.Broker.Records;
using Wasmill.Events.Filters.Matching;
using Wasmill.Storage;

namespace Wasmill.Broker.Log;

/// <content>Checkpoints and retention.</content>
internal sealed partial class LogCore
{
    // Above this the oldest events are dead-lettered, before the log refuses new events (90 %).
    private const double EvictAt = 0.85;

    // The log is flushed first: after a crash, a checkpoint with events that are not on disk would make triggers skip new events at those
    // positions. Listed segments must exist at the next start, so that a segment is removed from the list before it is deleted.
    private bool TryCheckpoint(bool isClean, int without = 0)
    {
        Flush();
        CheckpointFile checkpoint;
        var letters = _letters.Manifest();
        lock (_lock)
        {
            // A trigger lost to the damage may still be registered again.
            if (_gone.Ranges.Count > 0 && _damagedFrom is null)
                _gone.RemoveThrough(_triggers.Values.Select(trigger => trigger.Floor(_matched)).DefaultIfEmpty(long.MaxValue).Min() - 1);
            checkpoint = new CheckpointFile(
                _logId,
                _log.NextSequence,
                _log.NextPosition,
                _nextTrigger,
                isClean,
                [.. _triggers.Values.Select(trigger => trigger.Snapshot(_matched))])
            {
                Segments = _log.Manifest(without),
                DeadLetters = letters,
                Gone = _gone.Ranges,
                // After a clean stop, all triggers are known again.
                DamagedFrom = isClean ? null : _damagedFrom,
                Lost = _triggers.Values.Where(trigger => trigger.Lost > 0).ToDictionary(trigger => trigger.Number, trigger => trigger.Lost),
            };
            _hasNewLoss = false;
        }

        _checkpointed = _time.GetUtcNow();
        try
        {
            checkpoint.Write(_disk);
        }
        catch (Exception error) when (FailedWrites.IsRefusal(error))
        {
            // The previous one is still there; the next start reads more of the log.
            // Retried after a minute, or after the same growth of the log.
            _sinceCheckpoint = 1;
            _isCheckpointFailing = true;
            _failures.Note(WriteKind.Checkpoint, error);
            if (error is IOException failure && DiskErrors.IsFull(failure))
                NoteFull();
            return false;
        }

        _failures.NoteSuccess(WriteKind.Checkpoint);
        _isCheckpointFailing = false;
        if (_log.Segments is [.., var last])
            _listed = last.Header.FirstSequence;
        _letters.GiveBackSpace(letters);
        _older = _newest;
        _newest = checkpoint.NextSequence;
        _sinceCheckpoint = 0;
        _wantsSpace = false;
        return true;
    }

    /// <summary>
    /// Deletes the oldest segments, one at a time: (1) a segment that the older checkpoint needs, or the last one, stays; (2) if every
    /// trigger has finished it and it exceeds the retention, it is deleted after a checkpoint that does not list it; (3) if a trigger has
    /// not finished it, it stays while there is room; then its open events become dead letters.
    /// </summary>
    private void GiveBackSpace()
    {
        while (true)
        {
            // 1
            var segments = _log.Segments;
            if (segments.Count < 2 || segments[1].Header.FirstSequence > _older)
                return;
            var (last, created) = (segments[1].Header.FirstPosition - 1, segments[1].Header.Created);

            // 2
            bool isDone;
            lock (_lock)
                isDone = _triggers.Values.All(trigger => trigger.Floor(_matched) > last);
            if (isDone && (_log.Bytes > _options.RetainBytes || _time.GetUtcNow() - created > _options.RetainAge))
            {
                if (!TryCheckpoint(isClean: false, without: 1) || !_failures.Try(WriteKind.Checkpoint, _log.RemoveFirst))
                    return;
                continue;
            }

            // 3
            if (isDone || _log.Bytes < _options.MaxBytes * EvictAt || !TryEvict(segments[0], last))
                return;
        }
    }

    // Undelivered events of the oldest segment are copied to the dead letters, then recorded as final. Events being delivered now are
    // skipped: the segment is deleted next time.
    private bool TryEvict(Segment segment, long last)
    {
        List<Eviction> evictions;
        lock (_lock)
            evictions = [.. _triggers.Values.Where(trigger => trigger.Floor(_matched) <= last)
                .Select(trigger => new Eviction(trigger, trigger.CursorOr(_matched), trigger.Filter, []))];

        var given = new AttemptOutcome.GivenUp(DeadLetterReason.Retention, "the log was full before the event could be delivered", null);
        var outcomes = new List<LogTransaction>();
        foreach (var stored in ReadEvents(segment.Header.FirstPosition, last))
        {
            foreach (var eviction in evictions.Where(eviction => Wants(eviction, stored)))
            {
                if (!TryStoreDeadLetter(stored, eviction.Trigger.Name, given, 0))
                    return false;
                eviction.Positions.Add(stored.Position);
                outcomes.Add(new LogTransaction
                {
                    Outcome = new OutcomeEntry(eviction.Trigger.Number, stored.Position, 1, _time.GetUtcNow(), given),
                });
            }
        }

        if (outcomes.Count > 0)
            _logger.EventsEvicted(outcomes.Count, last);
        for (var next = 0; next < outcomes.Count;)
            next = WriteSome(outcomes, next, []);
        lock (_lock)
        {
            foreach (var eviction in evictions.Where(eviction => ReferenceEquals(eviction.Filter, eviction.Trigger.Filter)))
                eviction.Trigger.Evict(eviction.Positions, eviction.Cursor, last);
            return evictions.All(eviction => eviction.Trigger.Floor(_matched) > last);
        }
    }

    private bool Wants(Eviction eviction, StoredEvent stored)
    {
        lock (_lock)
        {
            var trigger = eviction.Trigger;
            if (trigger.IsDeleted || trigger.IsFinal(stored.Position, _matched) || trigger.IsLeased(stored.Position))
                return false;
        }

        // Beyond the cursor the filter decides. A trigger whose feed was not opened since the start has none: the event is kept for it.
        return stored.Position <= eviction.Cursor
            || (stored.Audience is { } audience ? audience == eviction.Trigger.Name : eviction.Filter?.Matches(stored.Event) ?? true);
    }

    private sealed record Eviction(LogTrigger Trigger, long Cursor, EventFilter? Filter, List<long> Positions);
}

using Wasmill.Broker.Engines.Log.Format;
using Wasmill.Broker.Engines.Log.Segments;

namespace Wasmill.Broker.Engines.Log;

/// <content>Reading what was stored.</content>
internal sealed partial class LogCore
{
    /// <summary>Stored events of a range that are still there, in order; damaged ones are reported and left out.</summary>
    public IEnumerable<StoredEvent> ReadEvents(long from, long to)
    {
        to = Math.Min(to, Tail);
        foreach (var record in _log.ReadFrom(from))
        {
            var header = record.Header;
            if (header.FirstPosition > to)
                yield break;
            if (header.Events == 0)
                continue;
            foreach (var stored in RecordContent.Events(header, record.Body))
            {
                if (stored.Position >= from && stored.Position <= to)
                    yield return stored;
            }
        }
    }

    /// <summary>What attempts came to, from the record of a position on.</summary>
    public IEnumerable<RecordedOutcome> ReadOutcomes(long from)
    {
        foreach (var record in _log.ReadFrom(from))
        {
            foreach (var outcome in DecodeOutcomes(record.Header, record.Body))
                yield return outcome;
        }
    }

    /// <summary>The first event that arrived at or after a time, or the next one to come.</summary>
    public long PositionSince(DateTimeOffset time)
        => ReadEvents(FirstPositionSince(time), long.MaxValue).FirstOrDefault(stored => stored.Arrived >= time)?.Position ?? Tail + 1;

    /// <summary>One event; null when it is damaged.</summary>
    public StoredEvent? ReadEvent(long position) => ReadEvents(position, position).FirstOrDefault();

    private List<RecordedOutcome> DecodeOutcomes(RecordHeader header, ReadOnlySpan<byte> body)
    {
        var reader = new ByteReader(body);
        for (var i = 0; i < header.Events; i++)
        {
            reader.Byte();
            EventCodec.Skip(ref reader);
        }

        // An outcome is the only entry of its record beside its replies.
        if (reader.AtEnd || reader.Byte() != (byte)EntryKind.Outcome)
            return [];
        var entry = OutcomeEntry.Read(ref reader);
        lock (_lock)
        {
            var name = _byNumber.TryGetValue(entry.Trigger, out var trigger) ? trigger.Name : $"(deleted trigger {entry.Trigger})";
            return [new RecordedOutcome(name, entry.Position, entry.Attempt, entry.At, entry.Outcome)];
        }
    }

    // The cursor of a new trigger; null for the end, which only the lock can tell.
    private long? StartOf(FeedStart start)
    {
        var first = _log.FirstPosition;
        return start switch
        {
            FeedStart.Beginning => first - 1,
            FeedStart.At at => Math.Clamp(at.Position, first, Tail + 1) - 1,
            FeedStart.Since since => PositionSince(since.Time) - 1,
            _ => _damagedFrom is { } from ? Math.Max(from, first) - 1 : null,
        };
    }

    // The first position of the last segment that was begun before a time.
    private long FirstPositionSince(DateTimeOffset time)
    {
        var segments = _log.Segments;
        return segments.LastOrDefault(segment => segment.Header.Created < time)?.Header.FirstPosition ?? _log.FirstPosition;
    }

    private void FillDedupe()
    {
        if (_dedupe is null)
            return;
        var since = _time.GetUtcNow() - _options.DedupeWindow;
        foreach (var stored in ReadEvents(FirstPositionSince(since), long.MaxValue))
        {
            if (stored.Cause is null && stored.Audience is null && stored.Arrived >= since)
                _dedupe.TryAdd(DedupeWindow.KeyOf(stored.Event), stored.Arrived);
        }
    }

    private void NoteDamage(Damage damage)
    {
        lock (_reported)
        {
            if (!_reported.Add((damage.File, damage.Offset)))
                return;
        }

        // It may have been a trigger's registration that is gone: rather an event too many than one too few.
        if (_isReplaying && !damage.IsTornTail)
            _damagedFrom = Math.Min(_damagedFrom ?? long.MaxValue, damage.Position);
        Interlocked.Increment(ref _damages);
        _report(damage.ToString());
    }
}

using Wasmill.Broker.Engines;
using Wasmill.Broker.Log.Format;
using Wasmill.Broker.Records;

namespace Wasmill.Broker.Log;

/// <content>Reading of stored events and outcomes.</content>
internal sealed partial class LogCore
{
    /// <summary>Reads the stored events of a range, in order; damaged ones are reported and skipped.</summary>
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

    /// <summary>Reads the outcomes of attempts, starting at the record of a position.</summary>
    public IEnumerable<RecordedOutcome> ReadOutcomes(long from)
    {
        foreach (var record in _log.ReadFrom(from))
        {
            foreach (var outcome in DecodeOutcomes(record.Header, record.Body))
                yield return outcome;
        }
    }

    /// <summary>Finds the position of the first event that arrived at or after a time, or of the next event.</summary>
    public long PositionSince(DateTimeOffset time)
        => ReadEvents(FirstPositionSince(time), long.MaxValue).FirstOrDefault(stored => stored.Arrived >= time)?.Position ?? Tail + 1;

    /// <summary>Reads one event; null if it is damaged.</summary>
    public StoredEvent? ReadEvent(long position) => ReadEvents(position, position).FirstOrDefault();

    private List<RecordedOutcome> DecodeOutcomes(RecordHeader header, ReadOnlySpan<byte> body)
    {
        if (RecordContent.Outcome(header, body) is not { } entry)
            return [];
        lock (_lock)
        {
            if (_byNumber.TryGetValue(entry.Trigger, out var trigger))
                return [new RecordedOutcome(trigger.Name, entry.Position, entry.Attempt, entry.At, entry.Outcome)];
        }

        return [
            new RecordedOutcome(NameOfDeleted(entry.Trigger), entry.Position, entry.Attempt, entry.At, entry.Outcome) { IsDeleted = true },
        ];
    }

    // A deletion written by an older version has no name; the name is then only in the trigger's creation, which may be gone.
    private string NameOfDeleted(int number)
    {
        lock (_lock)
        {
            if (_deletedNames.TryGetValue(number, out var known))
                return known;
        }

        var names = new Dictionary<int, string>();
        foreach (var record in _log.ReadFrom(0))
        {
            if (record.Header.Events == 0 && record.Body is [(byte)EntryKind.Trigger, ..])
            {
                var reader = new ByteReader(record.Body[1..]);
                var entry = TriggerEntry.Read(ref reader);
                names[entry.Number] = entry.Name;
            }
        }

        lock (_lock)
        {
            foreach (var (one, name) in names)
                _deletedNames.TryAdd(one, name);
            // Do not search again for a number without a name.
            _deletedNames.TryAdd(number, $"(deleted trigger {number})");
            return _deletedNames[number];
        }
    }

    // The cursor of a new trigger; null for the end, which is only known under the lock.
    private long? StartOf(FeedStart start)
    {
        var first = _log.FirstPosition;
        return start switch
        {
            FeedStart.Beginning => first - 1,
            FeedStart.At at => Math.Clamp(at.Position, first, Tail + 1) - 1,
            FeedStart.Since since => PositionSince(since.Time) - 1,
            _ => _damagedFrom is { } from ? FirstFrom(from, first) - 1 : null,
        };
    }

    // Damaged events count as lost for the trigger; released ones do not.
    private long FirstFrom(long from, long first)
    {
        lock (_lock)
            return _gone.Contains(from) ? from : Math.Max(from, first);
    }

    // The first position of the last segment created before a time.
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
}

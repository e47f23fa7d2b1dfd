using Wasmill.Broker.Log.Triggers;
using Wasmill.Broker.Matching;
using Wasmill.Broker.Records;
using Wasmill.Events.Filters.Matching;

namespace Wasmill.Broker.Log;

/// <content>Matching of events to triggers.</content>
internal sealed partial class LogCore
{
    // Events matched per lock: enough that the lock is cheap, few enough that waits are short.
    private const int MatchAtOnce = 64;

    // Limit of the matcher's queue. Beyond it events are dropped from the queue, and the triggers read them from the log.
    private const long LargestQueue = 16 << 20;

    // Events read from the log at once for one trigger, matching or not.
    private const long ReadAtOnce = 1 << 20;

    private readonly Queue<StoredEvent> _unmatched = new();
    private readonly List<StoredEvent> _matching = [];
    private readonly List<List<LogTrigger>> _found = [];
    private FilterIndex<LogTrigger> _index = new([]);
    private long _unmatchedBytes;
    private long _matched;

    /// <summary>Indicates whether committed events wait to be matched.</summary>
    public bool HasUnmatched
    {
        get
        {
            lock (_lock)
                return _unmatched.Count > 0;
        }
    }

    /// <summary>
    /// Matches the oldest committed events: (1) takes a batch of events and the index; (2) matches them outside of the lock;
    /// (3) dispatches them to the triggers, unless the index has changed: then the next call starts again; (4) notifies the observer.
    /// </summary>
    public void MatchBatch()
    {
        // 1
        FilterIndex<LogTrigger> index;
        _matching.Clear();
        lock (_lock)
        {
            index = _index;
            _matching.AddRange(_unmatched.Take(MatchAtOnce));
        }

        // 2
        for (var i = 0; i < _matching.Count; i++)
        {
            if (_found.Count == i)
                _found.Add([]);
            _found[i].Clear();
            if (_matching[i].Audience is null)
                index.Find(_matching[i].Event, _found[i]);
        }

        // 3
        var handedOut = 0;
        lock (_lock)
        {
            // The queue may have been dropped during the matching.
            while (ReferenceEquals(index, _index)
                && handedOut < _matching.Count
                && _unmatched.TryPeek(out var stored)
                && ReferenceEquals(stored, _matching[handedOut]))
            {
                _unmatched.Dequeue();
                _unmatchedBytes -= stored.Bytes;
                Dispatch(stored, _found[handedOut++]);
            }
        }

        // 4
        for (var i = 0; i < handedOut; i++)
            Observer?.NoteMatch(_matching[i], _found[i]);
    }

    /// <summary>Reads ahead for a trigger that is behind and has few events left in memory. Called by its feed only.</summary>
    /// <returns>True if events were read.</returns>
    public bool ReadAhead(LogTrigger trigger)
    {
        long from, to;
        EventFilter filter;
        lock (_lock)
        {
            if (trigger.IsDeleted || Broken is not null || trigger.Filter is null || !trigger.WantsReading(_options))
                return false;
            (from, to, filter) = (trigger.Cursor + 1, _matched, trigger.Filter);
        }

        var (found, last) = Read(trigger, from, to, filter);
        lock (_lock)
        {
            // After a filter change, the same events are matched again.
            if (trigger.IsDeleted || !ReferenceEquals(trigger.Filter, filter) || trigger.Cursor + 1 != from)
                return true;
            foreach (var stored in found)
                trigger.Match(stored);
            trigger.ReadThrough(last, _matched);
        }

        return true;
    }

    private (List<StoredEvent> Found, long Last) Read(LogTrigger trigger, long from, long to, EventFilter filter)
    {
        var found = new List<StoredEvent>();
        long scanned = 0;
        long size = 0;
        foreach (var stored in ReadEvents(from, to))
        {
            scanned += stored.Bytes;
            if (stored.Audience is { } audience ? audience == trigger.Name : filter.Matches(stored.Event))
            {
                found.Add(stored);
                size += stored.Bytes;
            }

            if (found.Count >= _options.WindowEvents / 2 || size >= _options.WindowBytes / 2 || scanned >= ReadAtOnce)
                return (found, stored.Position);
        }

        // The end of the log, or only damage up to it.
        return (found, Math.Max(to, from - 1));
    }

    // Under the lock, before a filter change: events stored earlier are matched with the old filter.
    // Rare, so that matching under the lock is acceptable.
    private void MatchRest()
    {
        var found = new List<LogTrigger>();
        while (_unmatched.TryDequeue(out var stored))
        {
            found.Clear();
            if (stored.Audience is null)
                _index.Find(stored.Event, found);
            Dispatch(stored, found);
            Observer?.NoteMatch(stored, found);
        }

        _unmatchedBytes = 0;
    }

    // Under the lock.
    private void Enqueue(StoredEvent stored)
    {
        Volatile.Write(ref _committed, stored.Position);
        if (_unmatchedBytes > LargestQueue)
        {
            foreach (var trigger in _triggers.Values.Where(trigger => !trigger.IsBehind))
                trigger.FallBehind(_matched);
            foreach (var given in _unmatched)
                Observer?.NoteMatch(given, null);
            _unmatched.Clear();
            _unmatchedBytes = 0;
        }

        // After the queue is dropped, matching continues here; the triggers read the events in between themselves.
        if (_unmatched.Count == 0)
            _matched = stored.Position - 1;
        _unmatched.Enqueue(stored);
        _unmatchedBytes += stored.Bytes;
    }

    // Under the lock. Removes triggers that no longer get the event.
    private void Dispatch(StoredEvent stored, List<LogTrigger> found)
    {
        if (stored.Audience is { } audience && _triggers.TryGetValue(audience, out var only))
            found.Add(only);
        for (var i = found.Count - 1; i >= 0; i--)
        {
            if (found[i].IsDeleted || stored.Position <= found[i].Cursor)
                found.RemoveAt(i);
        }

        foreach (var trigger in found)
        {
            if (trigger.IsBehind)
                continue;
            if (trigger.HasRoom(stored.Bytes, _options))
                trigger.Match(stored);
            else
                trigger.FallBehind(stored.Position - 1);
        }

        _matched = stored.Position;
    }
}

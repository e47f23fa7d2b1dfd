using Wasmill.Broker.Records;

namespace Wasmill.Broker.Engines.Memory;

/// <summary>The last events, bounded in number and bytes. Guarded by the engine's lock.</summary>
internal sealed class MemoryHistory(int capacity, long maxBytes)
{
    private readonly Queue<MemoryEntry> _entries = new();
    private long _bytes;

    /// <summary>Adds an event and drops the oldest beyond the limits.</summary>
    public void Add(MemoryEntry entry)
    {
        _entries.Enqueue(entry);
        _bytes += entry.Bytes;
        while (_entries.Count > capacity || _bytes > maxBytes && _entries.Count > 1)
            _bytes -= _entries.Dequeue().Bytes;
    }

    /// <summary>The entries, oldest first.</summary>
    public IEnumerable<MemoryEntry> Entries => _entries;

    /// <summary>Reads a range, oldest first.</summary>
    public StoredEvent[] Read(ReadSpec range)
    {
        var events = _entries.Select(entry => entry.Stored)
            .Where(stored => stored.Position >= range.From && stored.Position <= range.To)
            .Where(stored =>
                (range.Since is not { } since || stored.Arrived >= since) && (range.Until is not { } until || stored.Arrived < until))
            .ToArray();
        return range.Last < events.Length ? events[^(int)range.Last..] : events;
    }
}

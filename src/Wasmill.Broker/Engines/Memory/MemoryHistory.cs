namespace Wasmill.Broker.Engines.Memory;

/// <summary>The last events, bounded in number and bytes. Guarded by the engine's lock.</summary>
internal sealed class MemoryHistory(int capacity, long maxBytes)
{
    private readonly Queue<MemoryEntry> _entries = new();
    private long _bytes;

    /// <summary>Adds an event and forgets the oldest beyond the bounds.</summary>
    public void Add(MemoryEntry entry)
    {
        _entries.Enqueue(entry);
        _bytes += entry.Bytes;
        while (_entries.Count > capacity || _bytes > maxBytes && _entries.Count > 1)
            _bytes -= _entries.Dequeue().Bytes;
    }

    /// <summary>The last so many, oldest first.</summary>
    public StoredEvent[] Last(int count) => [.. _entries.Skip(Math.Max(0, _entries.Count - count)).Select(entry => entry.Stored)];
}

namespace Wasmill.Functions.Hosting;

// Tested by: IdleCacheTests, ReuseTests
/// <summary>
/// The idle instances of all functions of a host: a cache with a maximum number and a budget of memory. What is beyond them costs the
/// instance that has been idle for the longest time, whichever function it belongs to. Thread-safe.
/// </summary>
/// <param name="most">The maximum number of idle instances.</param>
/// <param name="budget">The memory in bytes that all of them may own.</param>
internal sealed class IdleCache(int most, long budget)
{
    private readonly Lock _lock = new();
    private readonly List<IdleInstances> _members = [];
    private int _count;
    private long _bytes;

    /// <summary>The number of instances that are idle, or were and handle another call.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>The number of calls that got an idle instance; approximate if several processors call.</summary>
    public long Hits
    {
        get
        {
            lock (_lock)
                return _members.Sum(static member => member.Hits);
        }
    }

    /// <summary>The memory in bytes that they own; approximate.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>Adds the instances of a function.</summary>
    public void Add(IdleInstances member)
    {
        lock (_lock)
            _members.Add(member);
    }

    /// <summary>Removes the instances of a function, which must have disposed of them.</summary>
    public void Remove(IdleInstances member)
    {
        lock (_lock)
            _members.Remove(member);
    }

    /// <summary>Counts one more instance, and discards others while there is no room for it.</summary>
    /// <param name="bytes">The memory that it owns.</param>
    /// <returns>False if there is no room for it.</returns>
    public bool TryEnter(long bytes)
    {
        Interlocked.Increment(ref _count);
        Interlocked.Add(ref _bytes, bytes);
        while (Count > most || Bytes > budget)
        {
            if (TryDiscardOldest())
                continue;
            Leave(bytes);
            return false;
        }

        return true;
    }

    /// <summary>Counts one instance less.</summary>
    /// <param name="bytes">The memory that it owned.</param>
    public void Leave(long bytes)
    {
        Interlocked.Decrement(ref _count);
        Interlocked.Add(ref _bytes, -bytes);
    }

    private bool TryDiscardOldest()
    {
        IdleInstances? oldest = null;
        lock (_lock)
        {
            var since = long.MaxValue;
            foreach (var member in _members)
            {
                if (member.OldestSince is { } found && found < since)
                    (oldest, since) = (member, found);
            }
        }

        // Outside of the lock: it takes as long as some calls. It fails if a call has got the instance meanwhile.
        return oldest?.TryDiscardOldest() is true;
    }
}

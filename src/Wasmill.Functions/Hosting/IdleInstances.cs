using Wasmill.Functions.Guests;

namespace Wasmill.Functions.Hosting;

// Tested by: ReuseTests
/// <summary>
/// The idle instances of one function: restored ones, and those that may handle more events as they are
/// (<see cref="FunctionLimits.EventsPerInstance"/>). A processor gets the instance that it used last, whose memory is still in its cache.
/// </summary>
internal sealed class IdleInstances : IDisposable
{
    // An instance that remembers earlier events: what it may have connected to or cached is soon out of date.
    private static readonly TimeSpan LongestReused = TimeSpan.FromSeconds(10);

    // A restored one is as good as a fresh one at any time; it only takes memory.
    private static readonly TimeSpan LongestRestored = TimeSpan.FromMinutes(1);

    // The store, the tables and what else an instance has besides its memory.
    private const long OverheadBytes = 64 << 10;

    private readonly IdleCache _cache;
    private readonly int _eventsPerInstance;
    private readonly IGuestInstance?[] _instances;
    private readonly TimeProvider _time;
    private readonly TimeSpan _longest;
    private readonly ITimer _timer;

    /// <summary>Creates an empty set.</summary>
    /// <param name="cache">The cache of all functions.</param>
    /// <param name="most">The maximum number of instances to keep.</param>
    /// <param name="eventsPerInstance">The number of events that an instance may handle.</param>
    /// <param name="time">The clock for idle times.</param>
    public IdleInstances(IdleCache cache, int most, int eventsPerInstance, TimeProvider time)
    {
        _cache = cache;
        _eventsPerInstance = eventsPerInstance;
        _instances = new IGuestInstance?[most];
        _time = time;
        _longest = eventsPerInstance > 1 ? LongestReused : LongestRestored;
        _timer = time.CreateTimer(_ => Drop(_longest), null, _longest, _longest);
        cache.Add(this);
    }

    /// <summary>The number of idle instances.</summary>
    public int Count => _instances.Count(static instance => instance is not null);

    /// <summary>Takes an instance; null if absent.</summary>
    public IGuestInstance? TryTake()
    {
        var first = Thread.GetCurrentProcessorId();
        for (var i = 0; i < _instances.Length; i++)
        {
            ref var place = ref _instances[(first + i) % _instances.Length];
            if (place is null || Interlocked.Exchange(ref place, null) is not { } instance)
                continue;
            _cache.Take(BytesOf(instance));
            return instance;
        }

        return null;
    }

    /// <summary>Keeps an instance that may handle another event.</summary>
    /// <returns>False if the caller must dispose of the instance.</returns>
    public bool TryKeep(IGuestInstance instance)
    {
        if (!instance.HasAnswered
            || instance.Answers >= _eventsPerInstance && !instance.TryRestore()
            || !_cache.TryEnter(BytesOf(instance)))
            return false;

        instance.Suspend(_time.GetTimestamp());
        var first = Thread.GetCurrentProcessorId();
        for (var i = 0; i < _instances.Length; i++)
        {
            ref var place = ref _instances[(first + i) % _instances.Length];
            if (place is null && Interlocked.CompareExchange(ref place, instance, null) is null)
                return true;
        }

        _cache.Leave(BytesOf(instance));
        return false;
    }

    /// <summary>Disposes of all instances. No call may keep one afterwards.</summary>
    public void Dispose()
    {
        _timer.Dispose();
        Drop(TimeSpan.Zero);
        _cache.Remove(this);
    }

    /// <summary>The time since when the instance is idle that has been so for the longest time; null if there is none.</summary>
    public long? OldestSince => Oldest() is { } place ? _instances[place]?.IdleSince : null;

    /// <summary>Discards the instance that has been idle for the longest time.</summary>
    /// <returns>False if there is none any more.</returns>
    public bool TryDiscardOldest()
        => Oldest() is { } place && Interlocked.Exchange(ref _instances[place], null) is { } instance && Discard(instance);

    private int? Oldest()
    {
        int? oldest = null;
        var since = long.MaxValue;
        for (var i = 0; i < _instances.Length; i++)
        {
            if (Volatile.Read(ref _instances[i]) is { } instance && instance.IdleSince < since)
                (oldest, since) = (i, instance.IdleSince);
        }

        return oldest;
    }

    private bool Discard(IGuestInstance instance)
    {
        _cache.Leave(BytesOf(instance));
        instance.Dispose();
        return true;
    }

    private static long BytesOf(IGuestInstance instance) => instance.OwnBytes + OverheadBytes;

    private void Drop(TimeSpan idleFor)
    {
        for (var i = 0; i < _instances.Length; i++)
        {
            // Another instance may have taken its place between the check and the exchange: then a younger one is discarded, and the next
            // event needs a fresh one.
            if (Volatile.Read(ref _instances[i]) is not { } found
                || _time.GetElapsedTime(found.IdleSince) < idleFor
                || Interlocked.Exchange(ref _instances[i], null) is not { } instance)
                continue;
            Discard(instance);
        }
    }
}

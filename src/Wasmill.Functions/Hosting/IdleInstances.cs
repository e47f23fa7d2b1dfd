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
    private const long SlackBytes = 256 << 10;

    private readonly IdleCache _cache;
    private readonly int _eventsPerInstance;
    private readonly Place[] _places;
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
        _places = new Place[most];
        _time = time;
        _longest = eventsPerInstance > 1 ? LongestReused : LongestRestored;
        _timer = time.CreateTimer(_ => Drop(_longest), null, _longest, _longest);
        cache.Add(this);
    }

    /// <summary>The number of idle instances.</summary>
    public int Count => _places.Count(static place => place.Instance is not null);

    /// <summary>The number of calls that got an idle instance; approximate if several processors call.</summary>
    public long Hits => _places.Sum(static place => place.Hits);

    /// <summary>Takes an instance; null if absent.</summary>
    public IGuestInstance? TryTake()
    {
        var first = Thread.GetCurrentProcessorId();
        for (var i = 0; i < _places.Length; i++)
        {
            ref var place = ref _places[(first + i) % _places.Length];
            if (place.Instance is null || Interlocked.Exchange(ref place.Instance, null) is not { } instance)
                continue;
            place.Hits++;
            return instance;
        }

        return null;
    }

    /// <summary>Keeps an instance that may handle another event.</summary>
    /// <param name="instance">An instance whose call has ended, whether it has answered or failed.</param>
    /// <returns>False if the caller must dispose of the instance.</returns>
    public bool TryKeep(IGuestInstance instance)
    {
        if (!instance.HasAnswered || instance.Answers >= _eventsPerInstance && !instance.TryRestore() || !TryCount(instance))
        {
            Uncount(instance);
            return false;
        }

        instance.Suspend(_time.GetTimestamp());
        var first = Thread.GetCurrentProcessorId();
        for (var i = 0; i < _places.Length; i++)
        {
            ref var place = ref _places[(first + i) % _places.Length];
            if (place.Instance is null && Interlocked.CompareExchange(ref place.Instance, instance, null) is null)
                return true;
        }

        Uncount(instance);
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
    public long? OldestSince => Oldest() is { } place ? _places[place].Instance?.IdleSince : null;

    /// <summary>Discards the instance that has been idle for the longest time.</summary>
    /// <returns>False if there is none any more.</returns>
    public bool TryDiscardOldest()
        => Oldest() is { } place && Interlocked.Exchange(ref _places[place].Instance, null) is { } instance && Discard(instance);

    private int? Oldest()
    {
        int? oldest = null;
        var since = long.MaxValue;
        for (var i = 0; i < _places.Length; i++)
        {
            if (Volatile.Read(ref _places[i].Instance) is { } instance && instance.IdleSince < since)
                (oldest, since) = (i, instance.IdleSince);
        }

        return oldest;
    }

    private bool Discard(IGuestInstance instance)
    {
        Uncount(instance);
        instance.Dispose();
        return true;
    }

    // Counted when it is first kept, until it is discarded: two processors that change one counter with every call make fewer calls than
    // one. Counted anew only if it owns much more or less than before.
    private bool TryCount(IGuestInstance instance)
    {
        var bytes = instance.OwnBytes + OverheadBytes;
        if (instance.CountedBytes > 0 && Math.Abs(bytes - instance.CountedBytes) < SlackBytes)
            return true;
        Uncount(instance);
        if (!_cache.TryEnter(bytes))
            return false;
        instance.CountedBytes = bytes;
        return true;
    }

    private void Uncount(IGuestInstance instance)
    {
        if (instance.CountedBytes > 0)
            _cache.Leave(instance.CountedBytes);
        instance.CountedBytes = 0;
    }

    private void Drop(TimeSpan idleFor)
    {
        for (var i = 0; i < _places.Length; i++)
        {
            // Another instance may have taken its place between the check and the exchange: then a younger one is discarded, and the next
            // event needs a fresh one.
            if (Volatile.Read(ref _places[i].Instance) is not { } found
                || _time.GetElapsedTime(found.IdleSince) < idleFor
                || Interlocked.Exchange(ref _places[i].Instance, null) is not { } instance)
                continue;
            Discard(instance);
        }
    }

    // One for each processor that calls, each in a cache line of its own.
    private struct Place
    {
        public IGuestInstance? Instance;
        public long Hits;
#pragma warning disable CS0169 // Room for the rest of a cache line of 64 bytes.
        private readonly (long, long, long, long, long, long) _room;
#pragma warning restore CS0169
    }
}

using Wasmill.Functions.Guests;
using Wasmill.Functions.Sandbox;

namespace Wasmill.Functions.Hosting;

// Tested by: ReuseTests
/// <summary>
/// The idle instances of one function whose instances handle more than one event (<see cref="FunctionLimits.EventsPerInstance"/>). A
/// processor gets the instance that it used last, whose memory is still in its cache.
/// </summary>
internal sealed class IdleInstances : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private readonly SandboxEngine _engine;
    private readonly int _eventsPerInstance;
    private readonly IGuestInstance?[] _instances;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;

    /// <summary>Creates an empty set.</summary>
    /// <param name="engine">The engine, which limits the number of idle instances of all functions.</param>
    /// <param name="most">The maximum number of instances to keep.</param>
    /// <param name="eventsPerInstance">The number of events that an instance may handle.</param>
    /// <param name="time">The clock for idle times.</param>
    public IdleInstances(SandboxEngine engine, int most, int eventsPerInstance, TimeProvider time)
    {
        _engine = engine;
        _eventsPerInstance = eventsPerInstance;
        _instances = new IGuestInstance?[most];
        _time = time;
        _timer = time.CreateTimer(_ => Drop(Longest), null, Longest, Longest);
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
            _engine.LeaveIdle();
            return instance;
        }

        return null;
    }

    /// <summary>Keeps an instance that may handle another event.</summary>
    /// <returns>False if the caller must dispose of the instance.</returns>
    public bool TryKeep(IGuestInstance instance)
    {
        if (!instance.HasAnswered || instance.Answers >= _eventsPerInstance || !_engine.TryEnterIdle())
            return false;

        instance.Suspend(_time.GetTimestamp());
        var first = Thread.GetCurrentProcessorId();
        for (var i = 0; i < _instances.Length; i++)
        {
            ref var place = ref _instances[(first + i) % _instances.Length];
            if (place is null && Interlocked.CompareExchange(ref place, instance, null) is null)
                return true;
        }

        _engine.LeaveIdle();
        return false;
    }

    /// <summary>Disposes of all instances. No call may keep one afterwards.</summary>
    public void Dispose()
    {
        _timer.Dispose();
        Drop(TimeSpan.Zero);
    }

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
            instance.Dispose();
            _engine.LeaveIdle();
        }
    }
}

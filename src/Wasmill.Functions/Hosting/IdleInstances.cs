using Wasmill.Functions.Guests;
using Wasmill.Functions.Sandbox;

namespace Wasmill.Functions.Hosting;

/// <summary>
/// Instances of one function between two events, for a function that lets an instance answer more than one (<see cref="FunctionLimits.EventsPerInstance"/>). A processor gets back the
/// one it used last, so that the guest's memory is still in its cache.
/// </summary>
internal sealed class IdleInstances : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    private readonly SandboxEngine _engine;
    private readonly int _eventsPerInstance;
    private readonly IGuestInstance?[] _instances;
    private readonly TimeProvider _time;
    private readonly ITimer _timer;

    /// <summary>Makes an empty set.</summary>
    /// <param name="engine">The engine, which bounds how many instances are idle over all functions.</param>
    /// <param name="most">The most instances to keep.</param>
    /// <param name="eventsPerInstance">The events that an instance may answer.</param>
    /// <param name="time">Tells how long they have been idle.</param>
    public IdleInstances(SandboxEngine engine, int most, int eventsPerInstance, TimeProvider time)
    {
        _engine = engine;
        _eventsPerInstance = eventsPerInstance;
        _instances = new IGuestInstance?[most];
        _time = time;
        _timer = time.CreateTimer(_ => Drop(Longest), null, Longest, Longest);
    }

    /// <summary>How many there are.</summary>
    public int Count => _instances.Count(static instance => instance is not null);

    /// <summary>Takes one out; null when there is none.</summary>
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

    /// <summary>Keeps an instance that may answer another event.</summary>
    /// <returns>False when it is the caller's to throw away.</returns>
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

    /// <summary>Throws away what is there. Nobody keeps one any more.</summary>
    public void Dispose()
    {
        _timer.Dispose();
        Drop(TimeSpan.Zero);
    }

    private void Drop(TimeSpan idleFor)
    {
        for (var i = 0; i < _instances.Length; i++)
        {
            // Another may have taken its place between the look and the exchange: then a younger one is thrown away, which costs the next event a fresh one.
            if (Volatile.Read(ref _instances[i]) is not { } found || _time.GetElapsedTime(found.IdleSince) < idleFor || Interlocked.Exchange(ref _instances[i], null) is not { } instance)
                continue;
            instance.Dispose();
            _engine.LeaveIdle();
        }
    }
}

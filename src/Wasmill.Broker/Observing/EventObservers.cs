using System.Collections.Immutable;
using Wasmill.Broker.Records;

namespace Wasmill.Broker.Observing;

/// <summary>Everybody who follows a broker's events. Safe for use by many threads; observers may come and go at any time.</summary>
public sealed class EventObservers
{
    private ImmutableArray<IEventObserver> _observers = [];

    /// <summary>Adds an observer.</summary>
    public void Add(IEventObserver observer) => ImmutableInterlocked.Update(ref _observers, static (all, one) => all.Add(one), observer);

    /// <summary>Removes an observer.</summary>
    public void Remove(IEventObserver observer)
        => ImmutableInterlocked.Update(ref _observers, static (all, one) => all.Remove(one), observer);

    /// <summary>Tells all of a match.</summary>
    internal void Matched(StoredEvent stored, IReadOnlyList<MatchedTrigger> triggers)
    {
        foreach (var observer in _observers)
            observer.Matched(stored, triggers);
    }

    /// <summary>Tells all of an attempt.</summary>
    internal void Attempted(AttemptNote attempt)
    {
        foreach (var observer in _observers)
            observer.Attempted(attempt);
    }
}

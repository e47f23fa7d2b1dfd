using System.Collections.Immutable;
using Wasmill.Broker.Records;

namespace Wasmill.Broker.Observing;

/// <summary>The observers of a broker's events. Thread-safe; observers may be added and removed at any time.</summary>
public sealed class EventObservers
{
    private ImmutableArray<IEventObserver> _observers = [];

    /// <summary>Adds an observer.</summary>
    public void Add(IEventObserver observer) => ImmutableInterlocked.Update(ref _observers, static (all, one) => all.Add(one), observer);

    /// <summary>Removes an observer.</summary>
    public void Remove(IEventObserver observer)
        => ImmutableInterlocked.Update(ref _observers, static (all, one) => all.Remove(one), observer);

    /// <summary>Reports a match to all observers.</summary>
    internal void Matched(StoredEvent stored, IReadOnlyList<MatchedTrigger> triggers)
    {
        foreach (var observer in _observers)
            observer.Matched(stored, triggers);
    }

    /// <summary>Reports an attempt to all observers.</summary>
    internal void Attempted(AttemptNote attempt)
    {
        foreach (var observer in _observers)
            observer.Attempted(attempt);
    }
}

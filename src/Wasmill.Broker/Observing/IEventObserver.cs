using Wasmill.Broker.Records;

namespace Wasmill.Broker.Observing;

/// <summary>
/// Follows what becomes of events. Called on the threads that match and deliver: it returns at once,
/// keeps no more than a bound of its own, and throws nothing.
/// </summary>
public interface IEventObserver
{
    /// <summary>An event was stored and matched. May come after the first attempt at it.</summary>
    void Matched(StoredEvent stored, IReadOnlyList<MatchedTrigger> triggers);

    /// <summary>An attempt ended, and its outcome is stored.</summary>
    void Attempted(AttemptNote attempt);
}

using Wasmill.Broker.Records;

namespace Wasmill.Broker.Observing;

/// <summary>
/// Observes matches and attempts. Called on the threads that match and deliver: it must return at once, keep bounded state, and not
/// throw.
/// </summary>
public interface IEventObserver
{
    /// <summary>An event was stored and matched. May come after the first attempt at it.</summary>
    void Matched(StoredEvent stored, IReadOnlyList<MatchedTrigger> triggers);

    /// <summary>An attempt ended, and its outcome is stored.</summary>
    void Attempted(AttemptNote attempt);
}

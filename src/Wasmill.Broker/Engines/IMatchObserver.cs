using Wasmill.Broker.Records;

namespace Wasmill.Broker.Engines;

/// <summary>Receives the triggers that an engine matched to an event, so that the event is matched only once.</summary>
public interface IMatchObserver
{
    /// <summary>
    /// Called once for each matched event, on a thread of the engine: it must return at once, not throw, and not call the engine.
    /// </summary>
    /// <param name="stored">The event.</param>
    /// <param name="triggers">The matching triggers; the list belongs to the engine and must not be kept. Null if the engine did not match
    /// the event: each trigger reads it later with its own filter.</param>
    void NoteMatch(StoredEvent stored, IReadOnlyList<IMatchedTrigger>? triggers);
}

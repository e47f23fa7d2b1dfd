using Wasmill.Broker.Records;

namespace Wasmill.Broker.Engines;

/// <summary>Receives the triggers that an engine matched to an event, so that the event is matched only once.</summary>
public interface IMatchObserver
{
    /// <summary>
    /// An event was matched. Called once for each event, on a thread of the engine: it returns at once, throws nothing and calls no engine.
    /// </summary>
    /// <param name="stored">The event.</param>
    /// <param name="triggers">The triggers that get it; the list is the engine's and is not kept. Null when the engine did not match the
    /// event: each trigger reads it later by its own filter.</param>
    void NoteMatch(StoredEvent stored, IReadOnlyList<IMatchedTrigger>? triggers);
}

using Wasmill.Broker.Records;

namespace Wasmill.Broker.Engines;

// Tested by: EngineCompliance
/// <summary>
/// Stores events until every trigger has finished them. The broker decides what is delivered when; the engine stores events, trigger
/// positions, open retries and dead letters. Thread-safe.
/// </summary>
/// <remarks>Durability depends on the engine (docs/engines.md); this contract defines the order of operations.</remarks>
public interface IBrokerEngine : IAsyncDisposable
{
    /// <summary>The triggers that the engine knows.</summary>
    IReadOnlyList<string> Triggers { get; }

    /// <summary>
    /// Completes, with a reason in one line, when the engine has failed permanently: it accepts and returns nothing, and the process
    /// should end.
    /// </summary>
    Task<string> Failure { get; }

    /// <summary>The usage of the engine, for metrics.</summary>
    EngineUsage Usage { get; }

    /// <summary>Events that could not be delivered.</summary>
    IDeadLetterStore DeadLetters { get; }

    /// <summary>
    /// Sets the observer of matches for all events stored from now on. Called at most once, before the first event.
    /// </summary>
    void Observe(IMatchObserver observer);

    /// <summary>
    /// Stores external events, all or none, in order. Refused at 90 % of the engine's limit, so that replies of events already stored
    /// still find room.
    /// </summary>
    ValueTask<AppendResult> AppendAsync(IReadOnlyList<NewEvent> batch, CancellationToken cancellationToken);

    /// <summary>
    /// Opens a trigger's feed; registers the trigger if the engine does not know it. From the moment this returns, every new event
    /// is offered to the trigger. A known trigger keeps its position: a changed filter applies to events that are not matched yet. At most
    /// one feed per trigger is open.
    /// </summary>
    ValueTask<ITriggerFeed> OpenFeedAsync(string trigger, FeedSpec spec, CancellationToken cancellationToken);

    /// <summary>
    /// Deletes a trigger with its position and open retries. Its feed must be disposed. Ignores an unknown trigger.
    /// </summary>
    ValueTask DeleteTriggerAsync(string trigger, CancellationToken cancellationToken);

    /// <summary>Gets the progress of a trigger; null if the engine does not know it.</summary>
    ValueTask<FeedStatus?> StatusAsync(string trigger, CancellationToken cancellationToken);

    /// <summary>Reads the stored outcomes of attempts, in the order in which they ended.</summary>
    /// <param name="from">Skips outcomes that were recorded before the event at this position was stored.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    IAsyncEnumerable<RecordedOutcome> ReadOutcomesAsync(long from, CancellationToken cancellationToken);

    /// <summary>Reads stored events in order.</summary>
    IAsyncEnumerable<StoredEvent> ReadAsync(ReadSpec range, CancellationToken cancellationToken);
}

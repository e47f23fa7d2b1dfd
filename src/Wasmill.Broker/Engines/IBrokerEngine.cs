using Wasmill.Broker.Records;

namespace Wasmill.Broker.Engines;

// Tested by: EngineCompliance
/// <summary>
/// Keeps events until every trigger is done with them. The broker above it decides what is delivered when; the engine remembers: events,
/// each trigger's place, open retries, dead letters. Safe for use by many callers at once.
/// </summary>
/// <remarks>What is durable, and when, is the engine's own promise (docs/engines.md); the order of operations is this contract's.</remarks>
public interface IBrokerEngine : IAsyncDisposable
{
    /// <summary>The triggers that the engine knows.</summary>
    IReadOnlyList<string> Triggers { get; }

    /// <summary>
    /// Completes, with one line for people, when the engine has failed for good:
    /// it takes and gives nothing any more, and the process should end.
    /// </summary>
    Task<string> Failure { get; }

    /// <summary>The usage of the engine, for metrics.</summary>
    EngineUsage Usage { get; }

    /// <summary>Events that could not be delivered.</summary>
    IDeadLetterStore DeadLetters { get; }

    /// <summary>
    /// Has an observer told which triggers get each event that is stored from now on. Called at most once, before the first event.
    /// </summary>
    void Observe(IMatchObserver observer);

    /// <summary>
    /// Stores events from outside, all or none, in order. Refused at 90 % of the engine's bound,
    /// so that replies of events already taken still find room.
    /// </summary>
    ValueTask<AppendResult> AppendAsync(IReadOnlyList<NewEvent> batch, CancellationToken cancellationToken);

    /// <summary>
    /// Opens a trigger's feed; registers the trigger when the engine does not know it. From the moment this returns, every event appended
    /// is offered to the trigger. A known trigger keeps its place: a changed filter holds for events that were not matched yet. At most one
    /// feed of a trigger is open.
    /// </summary>
    ValueTask<ITriggerFeed> OpenFeedAsync(string trigger, FeedSpec spec, CancellationToken cancellationToken);

    /// <summary>
    /// Forgets a trigger: its place, its open retries. Its feed has been disposed before. An unknown trigger is no error.
    /// </summary>
    ValueTask DeleteTriggerAsync(string trigger, CancellationToken cancellationToken);

    /// <summary>Gets the progress of a trigger; null if the engine does not know it.</summary>
    ValueTask<FeedStatus?> StatusAsync(string trigger, CancellationToken cancellationToken);

    /// <summary>Reads what attempts came to, in the order in which they ended, as far as it is kept.</summary>
    /// <param name="from">Outcomes that were recorded before the event at this position was stored are left out.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    IAsyncEnumerable<RecordedOutcome> ReadOutcomesAsync(long from, CancellationToken cancellationToken);

    /// <summary>Reads stored events in order.</summary>
    IAsyncEnumerable<StoredEvent> ReadAsync(ReadSpec range, CancellationToken cancellationToken);
}

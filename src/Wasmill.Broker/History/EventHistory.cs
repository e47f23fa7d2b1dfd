using Wasmill.Broker.Engines;
using Wasmill.Broker.History.Journal;
using Wasmill.Broker.Records;
using Wasmill.Broker.Triggers;

namespace Wasmill.Broker.History;

// Tested by: TraceTests
/// <summary>Past events, for reading: dead letters and traces, of a running or a stopped broker.</summary>
/// <param name="triggers">The triggers.</param>
/// <param name="engine">The engine.</param>
/// <param name="journal">The most recent attempts; null while the broker is stopped.</param>
public sealed class EventHistory(ITriggerLookup triggers, IBrokerEngine engine, DeliveryJournal? journal)
{
    // Without payloads an event takes about a kilobyte: 10 MB for a trace.
    private const int MaxTraced = 10_000;

    /// <summary>The dead letters of a selection, oldest first.</summary>
    public IAsyncEnumerable<DeadLetter> LettersAsync(LetterSelection selection, CancellationToken cancellationToken)
        => engine.DeadLetters.ReadAsync(cancellationToken).Where(selection.Includes);

    /// <summary>Finds one dead letter; null if it does not exist.</summary>
    public ValueTask<DeadLetter?> FindLetterAsync(long number, CancellationToken cancellationToken)
        => engine.DeadLetters.FindAsync(number, cancellationToken);

    /// <summary>
    /// The attempts to deliver a dead letter, oldest first: those in the log, with the target's log lines while the journal has them.
    /// </summary>
    public async Task<IReadOnlyList<AttemptRecord>> AttemptsAsync(DeadLetter letter, CancellationToken cancellationToken)
    {
        var position = letter.Event.Position;
        var attempts = new SortedDictionary<int, AttemptRecord>();
        await foreach (var outcome in engine.ReadOutcomesAsync(position, cancellationToken))
        {
            if (outcome.Position == position && outcome.Trigger == letter.Trigger && !outcome.IsDeleted)
                attempts[outcome.Attempt] = TraceTree.Attempt(outcome);
        }

        foreach (var recent in journal?.Find(position)?.Deliveries.Where(delivery => delivery.Trigger == letter.Trigger) ?? [])
        {
            foreach (var attempt in recent.Attempts)
                attempts[attempt.Number] = attempt;
        }

        return [.. attempts.Values];
    }

    /// <summary>The target of a trigger; null if the trigger does not exist.</summary>
    public string? TargetOf(string trigger) => triggers.FindTrigger(trigger)?.Target;

    /// <summary>
    /// Traces the events with an ID: (1) finds them and all events derived from them in the log, up to a bound; (2) reads the outcomes of
    /// their attempts; (3) adds matching triggers without an attempt; (4) builds trees, with one event of this ID at each root.
    /// </summary>
    /// <param name="id">ID of the events.</param>
    /// <param name="source">Source of the events; null for any.</param>
    /// <param name="cancellationToken">Cancels the read.</param>
    public async Task<IReadOnlyList<EventTrace>> TraceAsync(string id, string? source, CancellationToken cancellationToken)
    {
        // 1
        var roots = new List<StoredEvent>();
        var rootOf = new Dictionary<long, long>();
        var omitted = new Dictionary<long, int>();
        var replies = new List<StoredEvent>();
        await foreach (var stored in engine.ReadAsync(new ReadSpec(), cancellationToken))
        {
            long root = 0;
            var isReply = stored.Cause is { } cause && rootOf.TryGetValue(cause.Position, out root);
            if (!isReply && !(stored.Event.Id == id && (source is null || stored.Event.Source == source)))
                continue;
            if (rootOf.Count == MaxTraced)
            {
                if (isReply)
                    omitted[root] = omitted.GetValueOrDefault(root) + 1;
                continue;
            }

            rootOf.Add(stored.Position, isReply ? root : stored.Position);
            (isReply ? replies : roots).Add(stored with { Event = stored.Event with { Data = default } });
        }

        if (roots.Count == 0)
            return [];

        // 2
        var outcomes = new List<RecordedOutcome>();
        await foreach (var outcome in engine.ReadOutcomesAsync(roots[0].Position, cancellationToken))
        {
            if (rootOf.ContainsKey(outcome.Position))
                outcomes.Add(outcome);
        }

        // 3 and 4
        var tree = new TraceTree(triggers, await FloorsAsync(cancellationToken), replies, outcomes);
        return [.. roots.Select(root => tree.Build(root) with { OmittedReplies = omitted.GetValueOrDefault(root.Position) })];
    }

    // The lowest undelivered position of each trigger: events before it are final, or older than the trigger.
    private async Task<Dictionary<string, long>> FloorsAsync(CancellationToken cancellationToken)
    {
        var floors = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var name in engine.Triggers)
        {
            if (await engine.StatusAsync(name, cancellationToken) is { } status)
                floors[name] = status.Floor;
        }

        return floors;
    }
}

using Wasmill.Broker.Engines;
using Wasmill.Broker.History.Journal;
using Wasmill.Broker.Ingress;
using Wasmill.Broker.Records;

namespace Wasmill.Broker.History;

// Tested by: TraceTests
/// <summary>Access to past events: dead letters, replay and traces.</summary>
public sealed class BrokerHistory(EventBroker broker, IBrokerEngine engine, TimeProvider time)
{
    // Without payloads an event takes about a kilobyte: 10 MB for a trace.
    private const int MaxTraced = 10_000;

    /// <summary>The dead letters of a selection, oldest first.</summary>
    public IAsyncEnumerable<DeadLetter> LettersAsync(LetterSelection selection, CancellationToken cancellationToken)
        => engine.DeadLetters.ReadAsync(cancellationToken).Where(selection.Includes);

    /// <summary>
    /// Redelivers dead letters to their triggers, each as a new event for that trigger only: (1) stores the event; (2) removes the dead
    /// letter, so that a crash between the two repeats the event and never loses it.
    /// </summary>
    /// <returns>The number of redelivered dead letters, and the reason why it ended early, or null.</returns>
    public async Task<(int Count, string? Error)> ReplayLettersAsync(LetterSelection selection, CancellationToken cancellationToken)
    {
        var count = 0;
        await foreach (var letter in LettersAsync(selection, cancellationToken))
        {
            if (!engine.Triggers.Contains(letter.Trigger))
                return (
                    count,
                    $"the trigger \"{letter.Trigger}\" of dead letter {letter.Number} does not exist; create it, or purge the dead letter");
            // 1
            if (await StoreAsync(letter.Event, letter.Trigger, EventOrigin.DeadLetters, cancellationToken) is { } error)
                return (count, error);
            // 2
            await engine.DeadLetters.RemoveAsync([letter.Number], cancellationToken);
            count++;
        }

        return (count, null);
    }

    /// <summary>Deletes dead letters permanently.</summary>
    public async Task<int> PurgeLettersAsync(LetterSelection selection, CancellationToken cancellationToken)
    {
        const int AtOnce = 1_000;
        var count = 0;
        var numbers = new List<long>(AtOnce);
        await foreach (var letter in LettersAsync(selection, cancellationToken))
        {
            numbers.Add(letter.Number);
            if (numbers.Count < AtOnce)
                continue;
            count += await engine.DeadLetters.RemoveAsync(numbers, cancellationToken);
            numbers.Clear();
        }

        return count + await engine.DeadLetters.RemoveAsync(numbers, cancellationToken);
    }

    /// <summary>Gives stored events that pass a trigger's filter to that trigger again, each as a new event that only it gets.</summary>
    /// <returns>Null if the trigger does not exist.</returns>
    public async Task<ReplayResult?> ReplayAsync(ReplayRequest request, CancellationToken cancellationToken)
    {
        if (broker.FindTrigger(request.Trigger) is not { } trigger)
            return null;
        // Events that the replay itself stores come after this end.
        var tail = (await engine.StatusAsync(request.Trigger, cancellationToken))?.Tail ?? 0;
        var range = new ReadSpec
        {
            From = request.From ?? 1,
            To = Math.Min(request.To ?? tail, tail),
            Since = request.Since,
            Until = request.Until,
        };
        long count = 0, last = 0;
        var started = time.GetTimestamp();
        await foreach (var stored in engine.ReadAsync(range, cancellationToken))
        {
            // An event for one trigger only is not for another; and a replay of a replay would duplicate events.
            if (stored.Audience is null && trigger.Filter.Matches(stored.Event))
            {
                if (!request.IsDryRun)
                {
                    if (request.Rate is { } rate && count / rate - time.GetElapsedTime(started).TotalSeconds is > 0 and var ahead)
                        await Task.Delay(TimeSpan.FromSeconds(ahead), time, cancellationToken);
                    if (await StoreAsync(stored, trigger.Name, EventOrigin.Replay, cancellationToken) is { } error)
                        return new ReplayResult(count, last, error);
                }

                count++;
            }

            last = stored.Position;
        }

        return new ReplayResult(count, last, null);
    }

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
        var tree = new TraceTree(broker, await FloorsAsync(cancellationToken), replies, outcomes);
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

    // Null when it is stored.
    private async Task<string?> StoreAsync(StoredEvent stored, string trigger, EventOrigin origin, CancellationToken cancellationToken)
    {
        var again = new NewEvent(stored.Event, null, stored.Hops) { Audience = trigger };
        return await broker.OfferAsync([again], origin, time, cancellationToken) is AppendResult.Failed failed ? failed.Reason : null;
    }
}

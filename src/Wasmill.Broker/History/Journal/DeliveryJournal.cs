using Wasmill.Broker.Observing;
using Wasmill.Broker.Records;

namespace Wasmill.Broker.History.Journal;

/// <summary>
/// Traces of the most recent events, for <c>send-event --wait</c> and <c>describe</c>. In memory and bounded; the engine holds durable
/// state.
/// </summary>
public sealed class DeliveryJournal : IEventObserver
{
    private const int Capacity = 2_000;

    // A function may write a megabyte in every attempt; only the end is useful.
    private const int KeptLogLines = 50;
    private const int KeptLineLength = 1_000;

    // All logs together: 16 MiB in memory. The limits above alone would let 2,000 events with 8
    // attempts each keep 1.6 GB per trigger.
    private const int KeptLogCharacters = 8 << 20;

    private readonly Lock _lock = new();
    private readonly Dictionary<long, EventEntry> _entries = [];
    private readonly Queue<long> _order = new();
    private readonly Queue<KeptLog> _logs = new();
    private long _logCharacters;
    // Null if there is no waiter.
    private TaskCompletionSource? _changed;

    /// <summary>Logs that are kept.</summary>
    internal int KeptLogs => _logs.Count;

    /// <summary>Finds the trace of an event; null if it is not among the most recent events.</summary>
    public EventTrace? Find(long position)
    {
        lock (_lock)
            return _entries.TryGetValue(position, out var entry) ? Trace(entry) : null;
    }

    /// <summary>Waits until every delivery of an event, and of the events that came of it, has a final outcome.</summary>
    /// <returns>The trace when complete or at the timeout; null if the event is older than the most recent ones,
    /// or was not matched in time.</returns>
    public async Task<EventTrace?> WaitForOutcomeAsync(long position, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        while (true)
        {
            Task changed;
            EventTrace? trace;
            lock (_lock)
            {
                trace = _entries.TryGetValue(position, out var entry) ? Trace(entry) : null;
                // An event is matched after the response to its sender.
                if (trace is null ? _order.TryPeek(out var oldest) && position < oldest : trace.IsComplete)
                    return trace;
                changed = (_changed ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
            }

            try
            {
                await changed.WaitAsync(limit.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                return trace;
            }
        }
    }

    /// <inheritdoc />
    public void Matched(StoredEvent stored, IReadOnlyList<MatchedTrigger> triggers)
    {
        lock (_lock)
        {
            var entry = Get(stored);
            entry.IsMatched = true;
            foreach (var (trigger, target) in triggers)
                entry.Deliveries.TryAdd(trigger, new DeliveryEntry(trigger, target));
            Signal();
        }
    }

    /// <inheritdoc />
    public void Attempted(AttemptNote attempt)
    {
        lock (_lock)
        {
            var (result, outcome) = (attempt.Result, attempt.Outcome);
            var deliveries = Get(attempt.Event).Deliveries;
            if (!deliveries.TryGetValue(attempt.Trigger, out var delivery))
                deliveries.Add(attempt.Trigger, delivery = new DeliveryEntry(attempt.Trigger, attempt.Target));
            // Until they are matched, the tree is not complete.
            foreach (var reply in attempt.Replies)
                Get(reply);
            // A loop is dead-lettered although its last attempt succeeded: then only the outcome has the reason.
            var reason = result.Reason.Length == 0 && outcome is AttemptOutcome.GivenUp given ? given.Detail : result.Reason;
            delivery.Add(new AttemptRecord(attempt.Number, attempt.At, result.Status, reason, []), Keep(result.Log));
            delivery.Replies.AddRange(attempt.Replies.Select(reply => reply.Position));
            delivery.NextDue = (outcome as AttemptOutcome.RetryAt)?.Due;
            delivery.State = outcome switch
            {
                AttemptOutcome.Delivered => DeliveryState.Delivered,
                AttemptOutcome.RetryAt => DeliveryState.Retrying,
                _ => DeliveryState.GivenUp,
            };
            Signal();
        }
    }

    private EventEntry Get(StoredEvent stored)
    {
        if (_entries.TryGetValue(stored.Position, out var entry))
            return entry;
        // Without the payload: 2,000 events of 1 MB each would be 2 GB outside of the engine's limit.
        _entries.Add(stored.Position, entry = new EventEntry(stored with { Event = stored.Event with { Data = default } }));
        _order.Enqueue(stored.Position);
        if (_order.Count > Capacity)
            _entries.Remove(_order.Dequeue());
        return entry;
    }

    // The logs of the oldest attempts go first.
    private KeptLog Keep(IReadOnlyList<string> lines)
    {
        var log = new KeptLog(Shorten(lines));
        if (log.Characters == 0)
            return log;
        _logs.Enqueue(log);
        _logCharacters += log.Characters;
        while (_logCharacters > KeptLogCharacters)
        {
            var oldest = _logs.Dequeue();
            _logCharacters -= oldest.Characters;
            oldest.Drop();
        }

        return log;
    }

    private static string[] Shorten(IReadOnlyList<string> log)
        => [.. log.Skip(Math.Max(0, log.Count - KeptLogLines))
            .Select(line => line.Length <= KeptLineLength ? line : line[..KeptLineLength] + "...")];

    private EventTrace Trace(EventEntry entry)
        => new(entry.Event, [.. entry.Deliveries.Values.Select(Trace)]) { IsMatched = entry.IsMatched };

    private DeliveryTrace Trace(DeliveryEntry delivery)
    {
        var replies = new List<EventTrace>();
        foreach (var position in delivery.Replies)
        {
            if (_entries.TryGetValue(position, out var reply))
                replies.Add(Trace(reply));
        }

        return new DeliveryTrace(delivery.Trigger, delivery.Target, delivery.State, [.. delivery.Attempts], delivery.NextDue, replies);
    }

    private void Signal()
    {
        _changed?.SetResult();
        _changed = null;
    }
}

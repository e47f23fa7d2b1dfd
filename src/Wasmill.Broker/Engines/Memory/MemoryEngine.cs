using System.Runtime.CompilerServices;
using Wasmill.Broker.Matching;
using Wasmill.Broker.Records;
using Wasmill.Events.Filters.Matching;

namespace Wasmill.Broker.Engines.Memory;

/// <summary>
/// An in-memory engine with limits, for tests and for flows that may lose their events when the process ends. Every trigger has its own
/// queue; an event stays until the last trigger has finished it.
/// </summary>
/// <remarks>One lock guards all state; nothing is awaited under it, and no filter except the index runs under it.</remarks>
public sealed class MemoryEngine : IBrokerEngine
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    // Sized for a few triggers and occasional retries.
    private const int OutcomesPerEvent = 4;

    private readonly Lock _lock = new();
    private readonly Queue<(MemoryTrigger Trigger, RecordedOutcome Outcome)> _outcomes = new();
    private readonly MemoryEngineOptions _options;
    private readonly TimeProvider _time;
    private readonly MemoryHistory _history;
    private readonly MemoryDeadLetters _deadLetters;
    private readonly Dictionary<string, MemoryTrigger> _triggers = new(StringComparer.Ordinal);
    private FilterIndex<MemoryTrigger> _index = new([]);
    private long _tail;
    private int _openEvents;
    private long _openBytes;
    private IMatchObserver? _observer;

    /// <summary>Creates an empty engine.</summary>
    public MemoryEngine(MemoryEngineOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
        _history = new MemoryHistory(options.History, options.MaxBytes / 16);
        _deadLetters = new MemoryDeadLetters(options.DeadLetters, time);
    }

    /// <inheritdoc />
    public IDeadLetterStore DeadLetters => _deadLetters;

    /// <inheritdoc />
    public Task<string> Failure { get; } = new TaskCompletionSource<string>().Task;

    /// <inheritdoc />
    public IReadOnlyList<string> Triggers
    {
        get
        {
            lock (_lock)
                return [.. _triggers.Keys];
        }
    }

    /// <inheritdoc />
    public EngineUsage Usage
    {
        get
        {
            lock (_lock)
                return new EngineUsage(_openBytes, _options.MaxBytes, 0, 0, TimeSpan.Zero, 0, false);
        }
    }

    /// <inheritdoc />
    public void Observe(IMatchObserver observer) => _observer = observer;

    /// <inheritdoc />
    public ValueTask<AppendResult> AppendAsync(IReadOnlyList<NewEvent> batch, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (!HasRoom(batch, share: 0.9))
                return ValueTask.FromResult<AppendResult>(new AppendResult.Full(RetryAfter));
            return ValueTask.FromResult<AppendResult>(new AppendResult.Stored(Append(batch)));
        }
    }

    /// <inheritdoc />
    public ValueTask<ITriggerFeed> OpenFeedAsync(string trigger, FeedSpec spec, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_triggers.TryGetValue(trigger, out var known))
                known.Filter = spec.Filter;
            else
                _triggers.Add(trigger, known = Register(trigger, spec));
            RebuildIndex();
            return ValueTask.FromResult<ITriggerFeed>(new MemoryFeed(this, known, _time));
        }
    }

    /// <inheritdoc />
    public ValueTask DeleteTriggerAsync(string trigger, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (!_triggers.Remove(trigger, out var known))
                return ValueTask.CompletedTask;
            RebuildIndex();
            known.Deleted = true;
            foreach (var delivery in known.Ready.Concat(known.Leased).Concat(known.Delayed.UnorderedItems.Select(item => item.Element)))
                Close(delivery.Entry);
            known.Ready.Clear();
            known.Leased.Clear();
            known.Delayed.Clear();
            known.Signal();
        }

        return ValueTask.CompletedTask;
    }

    /// <inheritdoc />
    public ValueTask<FeedStatus?> StatusAsync(string trigger, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (!_triggers.TryGetValue(trigger, out var known))
                return ValueTask.FromResult<FeedStatus?>(null);
            DateTimeOffset? due = known.Delayed.TryPeek(out _, out var first) ? first : null;
            return ValueTask.FromResult<FeedStatus?>(
                new FeedStatus(_tail, known.Lag, known.Delayed.Count, due, known.Floor ?? _tail + 1, known.Oldest));
        }
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<RecordedOutcome> ReadOutcomesAsync(
        long from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        RecordedOutcome[] outcomes;
        lock (_lock)
            outcomes = [.. _outcomes.Where(known => known.Outcome.Position >= from)
                .Select(known => known.Trigger.Deleted ? known.Outcome with { IsDeleted = true } : known.Outcome)];
        foreach (var outcome in outcomes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return outcome;
        }

        await Task.CompletedTask;
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<StoredEvent> ReadAsync(ReadSpec range, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        StoredEvent[] events;
        lock (_lock)
            events = _history.Read(range);
        foreach (var stored in events)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return stored;
        }

        await Task.CompletedTask;
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    /// <summary>Takes the next delivery of a trigger; if null, reports what to wait for.</summary>
    internal MemoryDelivery? TryLease(MemoryTrigger trigger, out Task changed, out DateTimeOffset? due)
    {
        lock (_lock)
        {
            changed = trigger.Changed.Task;
            due = null;
            var now = _time.GetUtcNow();
            MemoryDelivery delivery;
            if (trigger.Delayed.TryPeek(out _, out var first) && first <= now)
            {
                delivery = trigger.Delayed.Dequeue();
            }
            else if (trigger.Ready.First is { } node)
            {
                delivery = node.Value;
                trigger.Ready.RemoveFirst();
            }
            else
            {
                due = trigger.Delayed.Count > 0 ? first : null;
                return null;
            }

            trigger.Leased.Add(delivery);
            return delivery;
        }
    }

    /// <summary>Changes the filter for later events of a trigger.</summary>
    internal void ChangeFilter(MemoryTrigger trigger, EventFilter filter)
    {
        lock (_lock)
        {
            trigger.Filter = filter;
            RebuildIndex();
        }
    }

    /// <summary>Returns leased deliveries to the front of the queue, in their old order.</summary>
    internal void ReturnLeases(MemoryTrigger trigger)
    {
        lock (_lock)
        {
            foreach (var delivery in trigger.Leased.OrderByDescending(delivery => delivery.Event.Position))
                trigger.Ready.AddFirst(delivery);
            trigger.Leased.Clear();
        }
    }

    /// <summary>Makes every delivery that waits for a retry ready, in the order of their times.</summary>
    internal int RetryNow(MemoryTrigger trigger)
    {
        lock (_lock)
        {
            var count = trigger.Delayed.Count;
            while (trigger.Delayed.TryDequeue(out var delivery, out _))
                trigger.Ready.AddLast(delivery);
            trigger.Signal();
            return count;
        }
    }

    /// <summary>Records an outcome and its replies at once.</summary>
    internal FinishResult Finish(MemoryDelivery delivery, AttemptOutcome outcome, IReadOnlyList<NewEvent> replies)
    {
        lock (_lock)
        {
            var trigger = delivery.Trigger;
            if (trigger.Deleted || !trigger.Leased.Contains(delivery))
                return new FinishResult.LeaseLost();
            if (!HasRoom(replies, share: 1.0))
                return new FinishResult.Full(RetryAfter);

            trigger.Leased.Remove(delivery);
            _outcomes.Enqueue(
                (trigger, new RecordedOutcome(trigger.Name, delivery.Event.Position, delivery.Attempt, _time.GetUtcNow(), outcome)));
            if (_outcomes.Count > _options.History * OutcomesPerEvent)
                _outcomes.Dequeue();
            var stored = Append(replies);
            switch (outcome)
            {
                case AttemptOutcome.RetryAt retry:
                    delivery.Record(retry);
                    trigger.Delayed.Enqueue(delivery, retry.Due);
                    trigger.Signal();
                    break;
                case AttemptOutcome.GivenUp given:
                    _deadLetters.Add(delivery.Event, trigger.Name, given, delivery.Attempt);
                    Close(delivery.Entry);
                    break;
                default:
                    Close(delivery.Entry);
                    break;
            }

            return new FinishResult.Recorded(stored);
        }
    }

    // An event counts toward the limit until all triggers have delivered it.
    private bool HasRoom(IReadOnlyList<NewEvent> batch, double share)
    {
        if (batch.Count == 0)
            return true;
        var bytes = _openBytes;
        foreach (var one in batch)
            bytes += EventSize.Measure(one.Event);
        return _openEvents + batch.Count <= _options.MaxEvents * share && bytes <= _options.MaxBytes * share;
    }

    private StoredEvent[] Append(IReadOnlyList<NewEvent> batch)
    {
        if (batch.Count == 0)
            return [];
        var stored = new StoredEvent[batch.Count];
        var now = _time.GetUtcNow();
        var matched = new List<MemoryTrigger>();
        for (var i = 0; i < stored.Length; i++)
        {
            stored[i] = new StoredEvent(++_tail, now, batch[i].Event, batch[i].Cause, batch[i].Hops) { Audience = batch[i].Audience };
            var entry = new MemoryEntry(stored[i]);
            _history.Add(entry);
            matched.Clear();
            if (batch[i].Audience is not { } audience)
                _index.Find(batch[i].Event, matched);
            else if (_triggers.TryGetValue(audience, out var only))
                matched.Add(only);
            _observer?.NoteMatch(stored[i], matched);
            if (matched.Count == 0)
                continue;

            entry.Open = matched.Count;
            _openEvents++;
            _openBytes += entry.Bytes;
            foreach (var trigger in matched)
            {
                trigger.Ready.AddLast(new MemoryDelivery(this, trigger, entry));
                trigger.Signal();
            }
        }

        return stored;
    }

    // A new trigger may start in the past, as far as events are kept.
    private MemoryTrigger Register(string name, FeedSpec spec)
    {
        var trigger = new MemoryTrigger(name, spec.Filter);
        foreach (var entry in spec.Start is FeedStart.End ? [] : _history.Entries)
        {
            var wanted = spec.Start switch
            {
                FeedStart.At at => entry.Stored.Position >= at.Position,
                FeedStart.Since since => entry.Stored.Arrived >= since.Time,
                _ => true,
            };
            if (!wanted || entry.Stored.Audience is not null || !spec.Filter.Matches(entry.Stored.Event))
                continue;
            if (entry.Open++ == 0)
            {
                _openEvents++;
                _openBytes += entry.Bytes;
            }

            trigger.Ready.AddLast(new MemoryDelivery(this, trigger, entry));
        }

        return trigger;
    }

    private void Close(MemoryEntry entry)
    {
        if (--entry.Open > 0)
            return;
        _openEvents--;
        _openBytes -= entry.Bytes;
    }

    private void RebuildIndex() => _index = new FilterIndex<MemoryTrigger>(_triggers.Values.Select(trigger => (trigger.Filter, trigger)));
}

using Wasmill.Broker.Engines;
using Wasmill.Broker.Log.Format;
using Wasmill.Broker.Log.Settings;
using Wasmill.Broker.Records;
using Wasmill.Events.Filters.Matching;

namespace Wasmill.Broker.Log.Triggers;

// Tested by: BrokerSimulation, LogEngineTests
/// <summary>
/// The progress of one trigger: a cursor, the open deliveries at or before it, and the final ones after it. All events at or before the
/// cursor that are not open are final or did not pass the filter. Guarded by the lock of the log's state.
/// </summary>
internal sealed class LogTrigger(int number, string name, long cursor) : IMatchedTrigger
{
    private readonly Dictionary<long, LogLease> _open = [];
    private readonly PositionRanges _finalAhead = new();
    private readonly PriorityQueue<LogLease, (DateTimeOffset Due, long Position)> _delayed = new();
    private readonly LinkedList<LogLease> _ready = new();
    private long _readyBytes;

    /// <summary>Number of the trigger in the log.</summary>
    public int Number { get; } = number;

    /// <summary>Name of the trigger.</summary>
    public string Name { get; } = name;

    /// <summary>Selects the events of the trigger; null until its feed is opened after a start.</summary>
    public EventFilter? Filter { get; set; }

    /// <summary>
    /// Indicates whether the trigger reads the log itself from its cursor, because it is further behind than its window.
    /// Otherwise the matcher passes each new event to it.
    /// </summary>
    public bool IsBehind { get; private set; } = true;

    /// <summary>
    /// Position of the last matched event. Not updated while the trigger is not behind: then the matcher's position applies if it is
    /// higher.
    /// </summary>
    public long Cursor { get; private set; } = cursor;

    /// <summary>Indicates whether the trigger was deleted.</summary>
    public bool IsDeleted { get; set; }

    /// <summary>Number of undelivered or unmatched events that were found gone from the disk.</summary>
    public long Lost { get; set; }

    /// <summary>Matched events without a final outcome.</summary>
    public int OpenCount => _open.Count;

    /// <summary>Number of deliveries that wait for a retry.</summary>
    public int DelayedCount => _delayed.Count;

    /// <summary>Time of the first of those retries; null if none.</summary>
    public DateTimeOffset? NextDue => _delayed.TryPeek(out _, out var first) ? first.Due : null;

    /// <summary>Completes when a delivery may be ready. Replaced each time.</summary>
    public TaskCompletionSource Changed { get; private set; } = NewSignal();

    /// <summary>The lowest position without a final outcome.</summary>
    /// <param name="matched">Position of the last matched event.</param>
    public long Floor(long matched)
    {
        var floor = CursorOr(matched) + 1;
        foreach (var position in _open.Keys)
            floor = Math.Min(floor, position);
        return floor;
    }

    /// <summary>Gets the effective cursor.</summary>
    /// <param name="matched">Position of the last matched event.</param>
    public long CursorOr(long matched) => IsBehind ? Cursor : Math.Max(Cursor, matched);

    /// <summary>Indicates whether an event has a final outcome or did not pass the filter.</summary>
    public bool IsFinal(long position, long matched)
        => position <= CursorOr(matched) ? !_open.ContainsKey(position) : _finalAhead.Contains(position);

    /// <summary>
    /// Counts the events of a range that the trigger has not delivered and does not hold in memory.
    /// Events that are not matched yet count as if they passed the filter.
    /// </summary>
    /// <param name="first">The first position.</param>
    /// <param name="last">The last position.</param>
    /// <param name="matched">Position of the last matched event.</param>
    public long CountUnread(long first, long last, long matched)
    {
        var ahead = Math.Max(first, CursorOr(matched) + 1);
        var count = ahead > last ? 0 : last - ahead + 1 - _finalAhead.CountIn(ahead, last);
        foreach (var delivery in _open.Values)
        {
            if (delivery.Position < first || delivery.Position > last)
                continue;
            if (delivery.Position < ahead && delivery is { Event: null, IsFinishing: false })
                count++;
            else if (delivery.Position >= ahead && delivery is not { Event: null, IsFinishing: false })
                count--;
        }

        return count;
    }

    /// <summary>Indicates whether the window has room for another event.</summary>
    public bool HasRoom(int bytes, LogEngineOptions options)
        => _ready.Count == 0 || _ready.Count < options.WindowEvents && _readyBytes + bytes <= options.WindowBytes;

    /// <summary>Indicates whether so few events are ready that reading ahead in the log is worthwhile.</summary>
    public bool WantsReading(LogEngineOptions options)
        => IsBehind && _ready.Count < options.WindowEvents / 2 && _readyBytes < options.WindowBytes / 2;

    /// <summary>Switches the trigger to reading the log itself.</summary>
    public void FallBehind(long cursor)
    {
        Cursor = CursorOr(cursor);
        IsBehind = true;
        Signal();
    }

    /// <summary>
    /// Sets the position read so far; the trigger returns to the matcher once it has caught up.
    /// </summary>
    public void ReadThrough(long position, long matched)
    {
        Cursor = position;
        _finalAhead.RemoveThrough(position);
        IsBehind = position < matched;
    }

    /// <summary>Adds a matching event, unless it has an outcome already.</summary>
    public void Match(StoredEvent stored)
    {
        if (_open.ContainsKey(stored.Position) || _finalAhead.Contains(stored.Position))
            return;
        var delivery = new LogLease(this, stored.Position) { Event = stored };
        _open.Add(stored.Position, delivery);
        _ready.AddLast(delivery);
        _readyBytes += stored.Bytes;
        Signal();
    }

    /// <summary>Hands out the next delivery: a due retry first, then the next event. Null if none is due.</summary>
    public LogLease? TryLease(DateTimeOffset now)
    {
        LogLease delivery;
        if (_delayed.TryPeek(out var first, out var due) && due.Due <= now)
        {
            delivery = first;
            _delayed.Dequeue();
        }
        else if (_ready.First is { } node)
        {
            delivery = node.Value;
            _ready.RemoveFirst();
            _readyBytes -= SizeOf(delivery);
        }
        else
        {
            return null;
        }

        delivery.IsLeased = true;
        return delivery;
    }

    /// <summary>Makes every delivery that waits for a retry due, in the order of their times.</summary>
    /// <returns>The number of those deliveries.</returns>
    public int RetryNow(DateTimeOffset now)
    {
        var waiting = _delayed.UnorderedItems.ToList();
        _delayed.Clear();
        foreach (var (delivery, time) in waiting)
            _delayed.Enqueue(delivery, (time.Due < now ? time.Due : now, delivery.Position));
        Signal();
        return waiting.Count;
    }

    /// <summary>Returns deliveries that were handed out and have no outcome.</summary>
    public void ReturnLeases()
    {
        foreach (var delivery in _open.Values.Where(delivery => delivery is { IsLeased: true, IsFinishing: false })
            .OrderByDescending(delivery => delivery.Position))
        {
            delivery.IsLeased = false;
            _ready.AddFirst(delivery);
            _readyBytes += SizeOf(delivery);
        }

        Signal();
    }

    /// <summary>Records the outcome of an attempt.</summary>
    public void Apply(OutcomeEntry entry)
    {
        if (Note(entry) is not { } retried)
            return;
        retried.IsLeased = false;
        retried.IsFinishing = false;
        retried.Event = null;
        _delayed.Enqueue(retried, (retried.Due!.Value, retried.Position));
        Signal();
    }

    /// <summary>Restores the outcome of an attempt at the start.</summary>
    public void Replay(OutcomeEntry entry) => Note(entry);

    /// <summary>
    /// Restores an entry of the log or the checkpoint at the start. Final outcomes stay final: the entry may have been written before the
    /// outcome was applied.
    /// </summary>
    public void Replay(TriggerEntry entry)
    {
        foreach (var (first, last) in entry.FinalAhead)
        {
            for (var position = first; position <= last; position++)
                _finalAhead.Add(position);
        }

        foreach (var open in entry.Open.Where(open => !IsFinal(open.Position, Cursor) && !_open.ContainsKey(open.Position)))
            Restore(open);
        if (entry.Cursor <= Cursor)
            return;
        Cursor = entry.Cursor;
        _finalAhead.RemoveThrough(Cursor);
    }

    /// <summary>Restores an open delivery from the checkpoint.</summary>
    public void Restore(OpenEntry open) => _open.Add(
        open.Position, new LogLease(this, open.Position)
        {
            Attempts = open.Attempts,
            Due = open.Due,
            Status = open.Status,
            LastFailure = open.LastFailure,
            Note = open.Note,
        });

    /// <summary>Restores the ranges of final outcomes from the checkpoint.</summary>
    public void Restore(IReadOnlyList<(long First, long Last)> finalAhead)
    {
        foreach (var (first, last) in finalAhead)
            _finalAhead.Add(first, last);
    }

    /// <summary>Completes the start: open deliveries are ready or wait for their retry time.</summary>
    public void EndReplay()
    {
        foreach (var delivery in _open.Values.OrderBy(delivery => delivery.Position))
        {
            if (delivery.Due is { } due)
                _delayed.Enqueue(delivery, (due, delivery.Position));
            else
                _ready.AddLast(delivery);
        }
    }

    /// <summary>Indicates whether an event is being delivered now.</summary>
    public bool IsLeased(long position) => _open.TryGetValue(position, out var delivery) && delivery.IsLeased;

    /// <summary>
    /// Removes events that the log has dead-lettered; their outcomes are written. Running deliveries complete as usual.
    /// </summary>
    /// <param name="positions">The events.</param>
    /// <param name="cursor">Cursor at the time of the selection.</param>
    /// <param name="last">Last position of the selection: events up to it are selected, final, being delivered, or did not pass the
    /// filter.</param>
    public void Evict(IReadOnlyCollection<long> positions, long cursor, long last)
    {
        foreach (var position in positions)
        {
            if (!_open.TryGetValue(position, out var delivery))
            {
                if (IsBehind && position > Cursor)
                    _finalAhead.Add(position);
                continue;
            }

            if (delivery.IsLeased)
                continue;
            _open.Remove(position);
            if (_ready.Remove(delivery))
                _readyBytes -= SizeOf(delivery);
            _delayed.Remove(delivery, out _, out _);
        }

        if (!IsBehind || Cursor != cursor || cursor >= last)
            return;
        Cursor = last;
        _finalAhead.RemoveThrough(last);
    }

    /// <summary>Creates the entry for the log and the checkpoint.</summary>
    /// <param name="matched">Position of the last matched event.</param>
    public TriggerEntry Snapshot(long matched) => new(
        Number, Name, CursorOr(matched),
        [.. _open.Values.OrderBy(open => open.Position).Select(open =>
            new OpenEntry(open.Position, open.Attempts, open.Due, open.Status, open.LastFailure, open.Note))],
        _finalAhead.Ranges);

    /// <summary>Wakes the waiter.</summary>
    public void Signal()
    {
        var waiters = Changed;
        Changed = NewSignal();
        waiters.SetResult();
    }

    // The delivery if it stays open.
    private LogLease? Note(OutcomeEntry entry)
    {
        if (entry.Outcome is not AttemptOutcome.RetryAt retry)
        {
            _open.Remove(entry.Position);
            if (IsBehind && entry.Position > Cursor)
                _finalAhead.Add(entry.Position);
            return null;
        }

        if (!_open.TryGetValue(entry.Position, out var delivery))
            _open.Add(entry.Position, delivery = new LogLease(this, entry.Position));
        delivery.Attempts = entry.Attempt;
        delivery.LastFailure = retry.Reason;
        delivery.Status = retry.Status;
        delivery.Note = retry.Note;
        delivery.Due = retry.Due;
        return delivery;
    }

    private static int SizeOf(LogLease delivery) => delivery.Event is { } stored ? stored.Bytes : 0;

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

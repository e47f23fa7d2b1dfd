using Microsoft.Extensions.Logging;
using Wasmill.Broker.Engines;
using Wasmill.Broker.Log.Disk;
using Wasmill.Broker.Log.Format;
using Wasmill.Broker.Log.Segments;
using Wasmill.Broker.Log.Settings;
using Wasmill.Broker.Log.Triggers;
using Wasmill.Broker.Matching;
using Wasmill.Broker.Records;
using Wasmill.Events.Filters.Matching;
using Wasmill.Storage;

namespace Wasmill.Broker.Log;

// Tested by: BrokerSimulation, RewriteSimulation, LogEngineTests, FreshLogTests
/// <summary>
/// The logic of the log, without threads, tasks or timers: <see cref="LogEngine"/> calls it from its writer, its matcher
/// and its feeds; the simulation calls it step by step on a disk that loses unflushed writes.
/// </summary>
/// <remarks>
/// Threads: <see cref="Commit"/>, <see cref="Tick"/> and <see cref="Stop"/> are for one caller at a time, the writer;
/// <see cref="MatchBatch"/> is for one caller at a time, the matcher; all other members are thread-safe. One lock guards the triggers;
/// there is no I/O under it.
/// </remarks>
internal sealed partial class LogCore : IDisposable
{
    /// <summary>File name prefix of event segments.</summary>
    public const string Prefix = "events-";
    private const string Reserve = "reserve";

    private readonly ILogDisk _disk;
    private readonly LogEngineOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly FailedWrites _failures;
    private readonly Guid _logId;
    private readonly SegmentLog _log;
    private readonly LogDeadLetters _letters;
    private readonly DedupeWindow? _dedupe;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, LogTrigger> _triggers = new(StringComparer.Ordinal);
    private readonly Dictionary<int, LogTrigger> _byNumber = [];
    // Names of deleted triggers by number, for old outcomes. Names from earlier processes are read from the log on demand.
    private readonly Dictionary<int, string> _deletedNames = [];
    // Start position of triggers whose progress was lost to damage; null if none was lost.
    private long? _damagedFrom;
    private readonly bool _isReplaying = true;
    private readonly long _replayedFrom;
    private int _nextTrigger;
    private long _committed;

    /// <summary>
    /// Opens the log of a folder, and creates one if it is empty: (1) removes leftovers of a crash; (2) reads the newest intact
    /// checkpoint; (3) applies the records after it; (4) opens the dead letters; (5) writes a new checkpoint, so that the next start
    /// begins here; (6) allocates the reserve for outcomes. On a full disk, steps that need space are skipped: new events are then
    /// refused until there is room.
    /// </summary>
    /// <exception cref="LogFormatException">A file has another version or belongs to another log.</exception>
    /// <exception cref="IOException">An I/O operation failed.</exception>
    public LogCore(ILogDisk disk, LogEngineOptions options, TimeProvider time, ILogger log, FailedWrites? failures = null)
    {
        _disk = disk;
        _options = options;
        _time = time;
        _logger = log;
        _failures = failures ?? new FailedWrites(time, log);

        // 1
        var names = disk.List();
        foreach (var name in names.Where(name => name.EndsWith(".tmp", StringComparison.Ordinal)))
            _failures.Try(WriteKind.Checkpoint, () => disk.Delete(name));

        // 2
        var newest = CheckpointFile.TryRead(disk, CheckpointFile.Name);
        var checkpoint = newest ?? CheckpointFile.TryRead(disk, CheckpointFile.OlderName);
        if (checkpoint is null
            && names.Any(name => SegmentLog.IsSegment(name, Prefix) || SegmentLog.IsSegment(name, LogDeadLetters.Prefix)))
        {
            _damagedFrom = 1;
            NoteDamagedPlace("the log's checkpoints are damaged or missing: every trigger begins with the oldest event that is kept, "
                + "so that none is lost; events will be delivered again");
        }
        else if (newest is null && checkpoint is not null)
        {
            // A crash between the two renames of a checkpoint leaves no file with that name.
            if (names.Contains(CheckpointFile.Name))
                NoteDamagedPlace("the newest checkpoint is damaged; the one before it is used");
            else
                log.OlderCheckpointUsed();
            checkpoint = checkpoint.AsOlder();
        }

        _logId = checkpoint?.LogId ?? FindLogId(disk) ?? Guid.NewGuid();
        _replayedFrom = checkpoint?.NextSequence ?? 1;
        _nextTrigger = checkpoint?.NextTrigger ?? 1;
        _newest = checkpoint?.NextSequence ?? 1;
        foreach (var entry in checkpoint?.Triggers ?? [])
        {
            var trigger = Add(entry);
            trigger.Restore(entry.FinalAhead);
            foreach (var open in entry.Open)
                trigger.Restore(open);
            trigger.Lost = checkpoint!.Lost.GetValueOrDefault(entry.Number);
        }

        foreach (var (first, last) in checkpoint?.Gone ?? [])
            _gone.Add(first, last);
        _damagedFrom ??= checkpoint?.DamagedFrom;
        var counted = _byNumber.Keys.ToHashSet();

        // Before the first segment: segments without a checkpoint mean a damaged log.
        _hasCheckpoint = checkpoint is not null || _damagedFrom is not null || TryWriteFirst();

        // 3
        _log = SegmentLog.Open(disk, Prefix, _logId, checkpoint?.Segments, options.SegmentBytes, time, NoteDamage, mayRoll: _hasCheckpoint);
        _dedupe = options.DedupeWindow > TimeSpan.Zero ? new DedupeWindow(options.DedupeWindow) : null;
        var isClean = checkpoint is { IsClean: true } && ReferenceEquals(checkpoint, newest);
        HasCutTail = _log.Recover(_replayedFrom, isClean, checkpoint?.NextSequence ?? 1, checkpoint?.NextPosition ?? 1, Replay);
        _isReplaying = false;
        if (checkpoint is null && _damagedFrom is not null)
        {
            // Records refer to triggers by number, and only the checkpoints had all names.
            _triggers.Clear();
            _byNumber.Clear();
        }

        foreach (var trigger in _triggers.Values)
            trigger.EndReplay();
        _committed = _log.NextPosition - 1;
        _matched = _committed;
        foreach (var trigger in _triggers.Values.Where(trigger => !counted.Contains(trigger.Number)))
            trigger.Lost = CountGone(trigger);
        CountFoundAtStart();
        FillDedupe();

        // 4
        _letters = new LogDeadLetters(
            disk, _logId, checkpoint?.DeadLetters, options, time, NoteLetterDamage, _failures, Break, mayRoll: _hasCheckpoint);

        // 5
        if (_hasCheckpoint)
            TryCheckpoint(isClean: false);

        // 6
        EnsureReserve();
    }

    /// <summary>Indicates whether the start truncated a write that a crash had interrupted.</summary>
    public bool HasCutTail { get; }

    /// <summary>Reason of a permanent failure of the log; null while it works.</summary>
    public string? Broken => _broken;

    /// <summary>Called once, when the log fails permanently.</summary>
    public Action<string> OnBroken { get; set; } = _ => { };

    /// <summary>Observer that receives the triggers matched to each event; null for none.</summary>
    public IMatchObserver? Observer { get; set; }

    /// <summary>The dead letters.</summary>
    public LogDeadLetters DeadLetters => _letters;

    /// <summary>The position of the last committed event.</summary>
    public long Tail => Volatile.Read(ref _committed);

    /// <summary>The usage of the log.</summary>
    public EngineUsage Usage => new(
        _log.Bytes, _options.MaxBytes, _letters.Bytes, Volatile.Read(ref _flushes), new TimeSpan(Volatile.Read(ref _flushTicks)),
        Volatile.Read(ref _damages), _isDiskFull);

    /// <summary>The known triggers.</summary>
    public IReadOnlyList<string> Triggers
    {
        get
        {
            lock (_lock)
                return [.. _triggers.Keys];
        }
    }

    /// <summary>Registers a trigger, or changes the filter of a known one.</summary>
    /// <param name="name">Name of the trigger.</param>
    /// <param name="spec">Filter, and start position of a new trigger.</param>
    /// <param name="transaction">Transaction to commit before the trigger is used; null if there is nothing to write.</param>
    public LogTrigger Open(string name, FeedSpec spec, out LogTransaction? transaction)
    {
        transaction = null;
        var start = StartOf(spec.Start);
        lock (_lock)
        {
            MatchRest();
            if (_triggers.TryGetValue(name, out var known))
            {
                if (known.Filter is not null)
                    transaction = SnapshotTransaction(known);
                known.Filter = spec.Filter;
                known.ReturnLeases();
            }
            else
            {
                known = new LogTrigger(_nextTrigger++, name, start ?? _committed) { Filter = spec.Filter };
                known.Lost = CountGone(known);
                _triggers.Add(name, known);
                _byNumber.Add(known.Number, known);
                transaction = new LogTransaction { Trigger = known.Snapshot(_matched), IsRepeatable = true };
            }

            if (known.IsBehind && known.Cursor >= _matched)
                known.ReadThrough(known.Cursor, _matched);
            RebuildIndex();
            return known;
        }
    }

    /// <summary>Changes the filter of a trigger. Matched events stay.</summary>
    /// <returns>Transaction to commit: otherwise a start after a crash would match old events with the new filter.</returns>
    public LogTransaction ChangeFilter(LogTrigger trigger, EventFilter filter)
    {
        lock (_lock)
        {
            MatchRest();
            trigger.Filter = filter;
            RebuildIndex();
            return SnapshotTransaction(trigger);
        }
    }

    /// <summary>Restores a trigger's filter after a change that could not be stored.</summary>
    public void RestoreFilter(LogTrigger trigger, EventFilter? filter)
    {
        lock (_lock)
        {
            MatchRest();
            trigger.Filter = filter;
            RebuildIndex();
        }
    }

    /// <summary>Deletes a trigger.</summary>
    /// <returns>Transaction to commit; null if the trigger does not exist.</returns>
    public LogTransaction? Delete(string name)
    {
        lock (_lock)
        {
            if (!_triggers.Remove(name, out var trigger))
                return null;
            _byNumber.Remove(trigger.Number);
            trigger.IsDeleted = true;
            trigger.Signal();
            RebuildIndex();
            _deletedNames[trigger.Number] = trigger.Name;
            // The deletion includes the name, so that the log keeps it as long as the last outcomes.
            return new LogTransaction
            {
                Trigger = new TriggerEntry(trigger.Number, trigger.Name, trigger.CursorOr(_matched), [], []),
                DeletedTrigger = trigger.Number,
                IsRepeatable = true,
            };
        }
    }

    /// <summary>Hands out the next delivery of a trigger; null if none is due.</summary>
    /// <param name="trigger">The trigger.</param>
    /// <param name="changed">Completes when a delivery may be ready.</param>
    /// <param name="due">Time of the next retry.</param>
    public LogLease? TryLease(LogTrigger trigger, out Task changed, out DateTimeOffset? due)
    {
        lock (_lock)
        {
            changed = trigger.Changed.Task;
            due = null;
            if (trigger.IsDeleted || Broken is not null)
                return null;
            var delivery = trigger.TryLease(_time.GetUtcNow());
            if (delivery is null)
                due = trigger.NextDue;
            return delivery;
        }
    }

    /// <summary>Returns unfinished deliveries of a feed.</summary>
    public void ReturnLeases(LogTrigger trigger)
    {
        lock (_lock)
            trigger.ReturnLeases();
    }

    /// <summary>Makes every delivery of a trigger that waits for a retry due now.</summary>
    /// <returns>The number of those deliveries.</returns>
    public int RetryNow(LogTrigger trigger)
    {
        lock (_lock)
            return trigger.RetryNow(_time.GetUtcNow());
    }

    /// <summary>Starts recording an outcome.</summary>
    /// <returns>Transaction to commit; null if the caller no longer holds the delivery.</returns>
    public LogTransaction? Finish(LogLease delivery, AttemptOutcome outcome, IReadOnlyList<NewEvent> replies)
    {
        lock (_lock)
        {
            if (delivery.Trigger.IsDeleted || delivery is not { IsLeased: true, IsFinishing: false })
                return null;
            delivery.IsFinishing = true;
            return new LogTransaction
            {
                Delivery = delivery,
                Outcome = new OutcomeEntry(delivery.Trigger.Number, delivery.Position, delivery.Attempts + 1, _time.GetUtcNow(), outcome),
                Events = replies,
            };
        }
    }

    /// <summary>Gets the progress of a trigger; null if it does not exist.</summary>
    public FeedStatus? Status(string name)
    {
        lock (_lock)
        {
            return _triggers.TryGetValue(name, out var trigger)
                ? new FeedStatus(
                    _committed,
                    trigger.OpenCount + _committed - trigger.CursorOr(_matched),
                    trigger.DelayedCount,
                    trigger.NextDue,
                    trigger.Floor(_matched))
                {
                    Lost = trigger.Lost,
                }
                : null;
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _letters.Dispose();
        _log.Dispose();
    }

    private LogTrigger Add(TriggerEntry entry)
    {
        var trigger = new LogTrigger(entry.Number, entry.Name, entry.Cursor);
        // A checkpoint may have a trigger created under the name of one whose deletion is recorded later.
        if (!_triggers.TryGetValue(entry.Name, out var other) || other.Number < entry.Number)
            _triggers[entry.Name] = trigger;
        _byNumber[entry.Number] = trigger;
        _nextTrigger = Math.Max(_nextTrigger, entry.Number + 1);
        return trigger;
    }

    private void Replay(RecordHeader header, ReadOnlySpan<byte> body)
    {
        var reader = new ByteReader(body);
        for (var i = 0; i < header.Events; i++)
        {
            reader.Byte();
            EventCodec.Skip(ref reader);
        }

        while (!reader.AtEnd)
        {
            switch ((EntryKind)reader.Byte())
            {
                case EntryKind.Outcome:
                    var outcome = OutcomeEntry.Read(ref reader);
                    if (_byNumber.TryGetValue(outcome.Trigger, out var trigger))
                        trigger.Replay(outcome);
                    break;
                case EntryKind.Trigger:
                    var entry = TriggerEntry.Read(ref reader);
                    if (!_byNumber.TryGetValue(entry.Number, out var known))
                        known = Add(entry);
                    known.Replay(entry);
                    break;
                case EntryKind.TriggerDeleted:
                    if (_byNumber.Remove(reader.Int(), out var deleted) && _triggers.GetValueOrDefault(deleted.Name) == deleted)
                        _triggers.Remove(deleted.Name);
                    break;
                case var other:
                    throw new LogFormatException($"record {header.Sequence} has an entry of unknown kind {(int)other}");
            }
        }
    }

    // Under the lock.
    private LogTransaction SnapshotTransaction(LogTrigger trigger) => new() { Trigger = trigger.Snapshot(_matched) };

    private void RebuildIndex()
        => _index = new FilterIndex<LogTrigger>(
            _triggers.Values.Where(trigger => trigger.Filter is not null).Select(trigger => (trigger.Filter!, trigger)));
}

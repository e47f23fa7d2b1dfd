using Wasmill.Broker.Log.Format;
using Wasmill.Broker.Log.Settings;
using Wasmill.Broker.Records;
using Wasmill.Storage;

namespace Wasmill.Broker.Log;

/// <content>The writer.</content>
internal sealed partial class LogCore
{
    // Bytes encoded before a write: one large write instead of many small ones, and a limit for the buffer.
    private const int LargestWrite = 4 << 20;

    // A full disk does not recover faster.
    private static readonly TimeSpan FullPause = TimeSpan.FromMilliseconds(200);

    // Retention by age is checked at this interval; a start reads at most this much time of the log.
    private static readonly TimeSpan CheckpointPeriod = TimeSpan.FromMinutes(1);

    private readonly ByteWriter _buffer = new(256 << 10);
    private DateTimeOffset _checkpointed;
    private bool _wantsSpace;
    private long _sinceCheckpoint;
    private long _older;
    private long _newest;
    // The last segment listed in the newest checkpoint.
    private long _listed;
    // A checkpoint was written early; the space that it frees is not released yet.
    private bool _isNewlyListed;
    // Since the last try. Only the timer requests the next one: not every commit may cost one.
    private bool _isCheckpointFailing;
    private bool _isDirty;
    private DateTimeOffset _flushed;
    private volatile string? _broken;
    private long _flushes;
    private long _flushTicks;
    private long _damages;

    /// <summary>
    /// Writes transactions, in their order:
    /// (1) transactions without room, or with known events only, are completed; dead letters of final failures are stored;
    /// (2) the others are encoded, each as one record, and written;
    /// (3) outcomes without replies take effect: after a power failure their events are redelivered;
    /// (4) everything is flushed if a caller waits for it;
    /// (5) events take effect and go to the matcher; their senders are answered once a checkpoint lists the segment: a file that is
    /// in no list could go missing unnoticed;
    /// (6) a checkpoint is written when due, and space is released.
    /// </summary>
    public void Commit(IReadOnlyList<LogTransaction> batch)
    {
        if (Broken is not null)
        {
            Answer(batch, CommitResult.Failed);
            return;
        }

        try
        {
            // 1
            var (admitted, duplicates) = Admit(batch);

            // 2 and 3
            var waiting = new List<LogTransaction>(admitted.Count);
            for (var next = 0; next < admitted.Count;)
                next = WriteSome(admitted, next, waiting);

            // 4
            if (_options.Durability.Interval is null && waiting.Count > 0)
                Flush();

            // 5
            Publish(waiting);
            Answer(duplicates, CommitResult.Duplicate);

            // 6
            Tick();
        }
        catch (Exception error) when (FailedWrites.IsRefusal(error))
        {
            Break(error);
            Answer(batch, CommitResult.Failed);
        }
    }

    /// <summary>
    /// Runs due work: a flush, a checkpoint, releasing space, checking a full disk.
    /// Also called when there is nothing to write.
    /// </summary>
    public void Tick()
    {
        if (Broken is not null)
            return;
        try
        {
            if (_isDirty && _time.GetUtcNow() - _flushed >= (_options.Durability.Interval ?? TimeSpan.FromSeconds(1)))
                Flush();
            // Without room for the first checkpoint, nothing can be done.
            if (!HasDisk(_time.GetUtcNow()) && !_hasCheckpoint)
                return;
            if (IsCheckpointDue())
                TryCheckpoint(isClean: false);
            else if (!_isNewlyListed)
                return;
            GiveBackSpace();
            _isNewlyListed = false;
        }
        catch (Exception error) when (FailedWrites.IsRefusal(error))
        {
            Break(error);
        }
    }

    /// <summary>
    /// Flushes everything and records that in a last checkpoint, which may use the reserve on a full disk. Nothing is committed
    /// afterwards.
    /// </summary>
    public void Stop()
    {
        if (Broken is not null)
            return;
        try
        {
            if (!_hasCheckpoint || TryCheckpoint(isClean: true))
                return;
            ReleaseReserve();
            TryCheckpoint(isClean: true);
        }
        catch (Exception error) when (FailedWrites.IsRefusal(error))
        {
            Break(error);
        }
    }

    // After N bytes, after a minute with writes, or promptly when an append was refused: the second checkpoint frees the segments that
    // the first one covers.
    private bool IsCheckpointDue()
    {
        var age = _time.GetUtcNow() - _checkpointed;
        return _sinceCheckpoint >= _options.CheckpointBytes || _sinceCheckpoint > 0 && age >= CheckpointPeriod
            || age >= FullPause && (_wantsSpace || _hasNewLoss || _letters.WantsCheckpoint);
    }

    private static void Answer(IEnumerable<LogTransaction> transactions, CommitResult result)
    {
        foreach (var transaction in transactions)
            transaction.Complete(result);
    }

    private (List<LogTransaction> Admitted, List<LogTransaction> Duplicates) Admit(IReadOnlyList<LogTransaction> batch)
    {
        var (admitted, duplicates) = (new List<LogTransaction>(batch.Count), new List<LogTransaction>());
        var now = _time.GetUtcNow();
        var bytes = _log.Bytes;
        foreach (var transaction in batch)
        {
            var share = transaction.IsFromOutside ? 0.9 : 1.0;
            foreach (var added in transaction.Events)
                bytes += EventSize.Measure(added.Event);
            var isFull = transaction.Events.Count > 0 && bytes > _options.MaxBytes * share;
            _wantsSpace |= isFull;
            if (transaction.IsFromOutside && !HasDisk(now))
                Refuse(transaction, CommitResult.DiskFull);
            else if (isFull)
                Refuse(transaction, CommitResult.Full);
            else if (transaction.IsFromOutside && _dedupe is not null && !IsNew(transaction, now))
                duplicates.Add(transaction);
            else if (transaction.Outcome is { Outcome: AttemptOutcome.GivenUp given } outcome
                && transaction.Delivery?.Event is { } stored
                && !TryStoreDeadLetter(stored, transaction.Delivery.Trigger.Name, given, outcome.Attempt))
                Refuse(transaction, CommitResult.Full);
            else
                admitted.Add(transaction);
        }

        return (admitted, duplicates);
    }

    // A transaction keeps only its new events.
    private bool IsNew(LogTransaction transaction, DateTimeOffset now)
    {
        var fresh =
            transaction.Events.Where(added => added.Audience is not null || _dedupe!.TryAdd(DedupeWindow.KeyOf(added.Event), now)).ToList();
        transaction.Events = fresh;
        return fresh.Count > 0;
    }

    private bool TryStoreDeadLetter(StoredEvent stored, string trigger, AttemptOutcome.GivenUp given, int attempts)
    {
        try
        {
            return _letters.TryAdd(stored, trigger, given, attempts);
        }
        catch (DiskFullException full)
        {
            NoteFull(full);
            return false;
        }
    }

    // Encodes and writes as many as make a large write; returns the index of the first one left. When the disk is full, external events
    // are refused, the reserve is used for the rest, and then transactions that may be held are held.
    private int WriteSome(List<LogTransaction> transactions, int first, List<LogTransaction> waiting)
    {
        var (end, events) = Encode(transactions, first);
        var written = transactions.GetRange(first, end - first);
        if (!TryAppend(written.Count, events))
        {
            Answer(written.Where(transaction => transaction.IsFromOutside).Select(Unregister), CommitResult.DiskFull);
            written.RemoveAll(transaction => transaction.IsFromOutside);
            if (written.Count == 0)
                return end;
            ReleaseReserve();
            var (_, left) = Encode(written, 0);
            if (!TryAppend(written.Count, left))
            {
                foreach (var transaction in written)
                    HoldOrRefuse(transaction);
                return end;
            }
        }

        _isDirty = true;
        _sinceCheckpoint += _buffer.Length;
        lock (_lock)
        {
            foreach (var transaction in written.Where(transaction => !transaction.NeedsFlush))
                Apply(transaction);
        }

        foreach (var transaction in written)
        {
            if (transaction.NeedsFlush)
                waiting.Add(transaction);
            else
                transaction.Complete(CommitResult.Committed);
        }

        return end;
    }

    // Writes the held transactions, then the buffer.
    private bool TryAppend(int count, int events)
    {
        if (_held.Count > 0 || !_hasCheckpoint)
            return false;
        try
        {
            _log.Append(_buffer.Written, count, events);
            return true;
        }
        catch (DiskFullException full)
        {
            NoteFull(full);
            return false;
        }
    }

    private (int End, int Events) Encode(List<LogTransaction> transactions, int first)
    {
        _buffer.Reset();
        var (sequence, position, now) = (_log.NextSequence, _log.NextPosition, _time.GetUtcNow());
        var next = first;
        for (; next < transactions.Count && (_buffer.Length < LargestWrite || next == first); next++)
        {
            var transaction = transactions[next];
            var start = _buffer.Length;
            _buffer.Skip(RecordHeader.Size);
            var stored = transaction.Events.Count == 0 ? [] : new StoredEvent[transaction.Events.Count];
            for (var i = 0; i < stored.Length; i++)
            {
                var added = transaction.Events[i];
                EventCodec.Write(_buffer, added, now);
                stored[i] = new StoredEvent(position + i, now, added.Event, added.Cause, added.Hops) { Audience = added.Audience };
            }

            transaction.Stored = stored;
            transaction.Outcome?.Write(_buffer);
            transaction.Trigger?.Write(_buffer);
            if (transaction.DeletedTrigger is { } number)
            {
                _buffer.Byte((byte)EntryKind.TriggerDeleted);
                _buffer.Number(number);
            }

            new RecordHeader(_buffer.Length - start - RecordHeader.Size, sequence++, position, stored.Length)
                .Write(_buffer.Written[start..]);
            position += stored.Length;
        }

        return (next, (int)(position - _log.NextPosition));
    }

    private void Publish(List<LogTransaction> transactions)
    {
        if (transactions.Count == 0)
            return;
        lock (_lock)
        {
            foreach (var transaction in transactions)
            {
                Apply(transaction);
                foreach (var stored in transaction.Stored)
                    Enqueue(stored);
            }
        }

        if (!_isDiskFull && !_isCheckpointFailing && _log.Segments[^1].Header.FirstSequence != _listed)
            _isNewlyListed = TryCheckpoint(isClean: false);
        Answer(transactions, CommitResult.Committed);
    }

    // Under the lock.
    private static void Apply(LogTransaction transaction)
    {
        if (transaction is { Outcome: { } outcome, Delivery: { Trigger.IsDeleted: false } delivery })
            delivery.Trigger.Apply(outcome);
    }

    private LogTransaction Unregister(LogTransaction transaction)
    {
        if (_dedupe is not null)
        {
            foreach (var added in transaction.Events)
                _dedupe.Remove(DedupeWindow.KeyOf(added.Event));
        }

        return transaction;
    }

    private void Refuse(LogTransaction transaction, CommitResult reason)
    {
        if (transaction.Delivery is { } delivery)
        {
            lock (_lock)
                delivery.IsFinishing = false;
        }

        transaction.Complete(reason);
    }

    private void Flush()
    {
        var started = _time.GetTimestamp();
        _log.Flush();
        Interlocked.Increment(ref _flushes);
        Interlocked.Add(ref _flushTicks, _time.GetElapsedTime(started).Ticks);
        _isDirty = false;
        _flushed = _time.GetUtcNow();
    }

    /// <summary>Stops the log permanently: the content of the disk is no longer known.</summary>
    public void Break(string reason)
    {
        _broken = reason;
        _logger.DiskFailed(reason);
        lock (_lock)
        {
            foreach (var trigger in _triggers.Values)
                trigger.Signal();
        }

        OnBroken(reason);
    }

    private void Break(Exception error)
    {
        _failures.Note(WriteKind.EventData, error);
        Break(IoReason.Sentence(error));
    }
}

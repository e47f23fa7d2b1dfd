using Wasmill.Broker.Log.Format;
using Wasmill.Storage;

namespace Wasmill.Broker.Log;

/// <content>The full disk: the reserve, the transactions held in memory, and the detection of free space.</content>
internal sealed partial class LogCore
{
    // Ends with .tmp on purpose: a start removes a leftover of a crash.
    private const string Probe = "room.tmp";

    // About 150 bytes each: 10 MB. Beyond that, deliveries wait for the disk.
    private const int MostHeld = 65_536;

    // A write that fails although the file system reports room hit a quota: each check costs writing the margin.
    private static readonly TimeSpan ProbePause = TimeSpan.FromSeconds(2);

    private readonly Queue<LogTransaction> _held = new();
    private bool _hasCheckpoint;
    private bool _hasReserve;
    private volatile bool _isDiskFull;
    private DateTimeOffset _fullUntil;

    // More than the largest write with the largest event (4 + 1 MiB), so that the first events do not fill the disk again.
    private long Margin => 2L * _options.ReserveBytes;

    // Outcomes and new or deleted triggers take effect although not written: deliveries continue, and a crash repeats them. They are
    // written before the next event is accepted.
    private void HoldOrRefuse(LogTransaction transaction)
    {
        if (!transaction.MayBeHeld || _held.Count >= MostHeld)
        {
            Refuse(transaction, CommitResult.DiskFull);
            return;
        }

        // Without the delivery, which holds the event's payload.
        _held.Enqueue(new LogTransaction
        {
            Outcome = transaction.Outcome,
            Trigger = transaction.Trigger,
            DeletedTrigger = transaction.DeletedTrigger,
        });
        lock (_lock)
            Apply(transaction);
        transaction.IsHeld = true;
        transaction.Complete(CommitResult.Committed);
    }

    private void WriteHeld()
    {
        while (_held.Count > 0)
        {
            List<LogTransaction> some = [.. _held.Take(1_000)];
            var (end, _) = Encode(some, 0);
            _log.Append(_buffer.Written, end, 0);
            _isDirty = true;
            _sinceCheckpoint += _buffer.Length;
            for (; end > 0; end--)
                _held.Dequeue();
        }
    }

    private void TryWriteHeld()
    {
        try
        {
            WriteHeld();
        }
        catch (DiskFullException full)
        {
            _failures.Note(WriteKind.EventData, full);
        }
    }

    private void NoteFull(IOException error)
    {
        _failures.Note(WriteKind.EventData, error);
        NoteFull();
    }

    private void NoteFull()
    {
        if (!_isDiskFull)
            _logger.DiskIsFull();
        _isDiskFull = true;
        _fullUntil = _time.GetUtcNow() + FullPause;
    }

    /// <summary>
    /// Indicates whether new events may be written. After a full disk this requires that (1) the file system reports room for the reserve
    /// and a margin, (2) all skipped and held transactions are written, (3) the reserve is allocated again, and (4) the margin can be
    /// written.
    /// </summary>
    private bool HasDisk(DateTimeOffset now)
    {
        if (!_isDiskFull)
            return true;
        if (now < _fullUntil)
            return false;
        _fullUntil = now + FullPause;

        if (_held.Count > 0 && _hasCheckpoint)
            TryWriteHeld();

        // 1
        if (_disk.FreeBytes < Margin + (_hasReserve ? 0 : _options.ReserveBytes))
            return false;
        try
        {
            // 2
            if (!_hasCheckpoint && !(_hasCheckpoint = TryWriteFirst()))
                return false;
            WriteHeld();

            // 3 and 4
            if (!EnsureReserve() || !IsMarginFree())
            {
                _fullUntil = now + ProbePause;
                return false;
            }
        }
        catch (DiskFullException)
        {
            _fullUntil = now + ProbePause;
            return false;
        }

        _isDiskFull = false;
        _logger.DiskHasRoom();
        return true;
    }

    // The checkpoint of an empty log.
    private bool TryWriteFirst()
    {
        try
        {
            new CheckpointFile(_logId, 1, 1, 1, false, []).Write(_disk);
            return true;
        }
        catch (IOException error) when (DiskErrors.IsFull(error))
        {
            _failures.Note(WriteKind.Checkpoint, error);
            NoteFull();
            return false;
        }
    }

    // Only a full disk blocks events: if the reserve is missing for another reason, events are accepted.
    private bool EnsureReserve()
    {
        if (_hasReserve || _options.ReserveBytes == 0)
            return true;
        try
        {
            if (_disk.List().Contains(Reserve))
            {
                using (var kept = _disk.Open(Reserve))
                    _hasReserve = kept.Length == _options.ReserveBytes;
                if (_hasReserve)
                    return true;
                _disk.Delete(Reserve);
            }

            using var file = _disk.Create(Reserve);
            // Written, not only sized: a sparse file takes no space.
            file.Write(new byte[_options.ReserveBytes], 0);
            file.Flush();
            return _hasReserve = true;
        }
        catch (Exception error) when (FailedWrites.IsRefusal(error))
        {
            _failures.Note(WriteKind.Checkpoint, error);
            Remove(Reserve);
            if (error is not IOException failure || !DiskErrors.IsFull(failure))
                return true;
            NoteFull();
            return false;
        }
    }

    private bool IsMarginFree()
    {
        const int Chunk = 256 << 10;
        try
        {
            Remove(Probe);
            using var file = _disk.Create(Probe);
            var zeros = new byte[Math.Min(Chunk, Margin)];
            for (long offset = 0; offset < Margin; offset += zeros.Length)
                file.Write(zeros, offset);
            return true;
        }
        catch (Exception error) when (FailedWrites.IsRefusal(error))
        {
            return error is not IOException failure || !DiskErrors.IsFull(failure);
        }
        finally
        {
            Remove(Probe);
        }
    }

    private void ReleaseReserve()
    {
        if (_hasReserve)
            Remove(Reserve);
        _hasReserve = false;
    }

    private void Remove(string name)
    {
        if (_disk.List().Contains(name))
            _failures.Try(WriteKind.Checkpoint, () => _disk.Delete(name));
    }
}

using System.Runtime.CompilerServices;
using Wasmill.Broker.Engines;
using Wasmill.Broker.Log.Disk;
using Wasmill.Broker.Log.Format;
using Wasmill.Broker.Log.Segments;
using Wasmill.Broker.Log.Settings;
using Wasmill.Broker.Records;
using Wasmill.Storage;

namespace Wasmill.Broker.Log;

// Tested by: LogEngineTests, BrokerSimulation
/// <summary>
/// The dead letters of a log, in separate segments: copies, because the event's own segment is deleted when all triggers have finished
/// it. Memory holds only the location of each dead letter.
/// </summary>
/// <remarks>
/// The log's writer adds dead letters; any thread may remove them. One lock guards the state; a removal writes a few bytes under it.
/// </remarks>
internal sealed class LogDeadLetters : IDeadLetterStore, IDisposable
{
    /// <summary>File name prefix of dead letter segments.</summary>
    public const string Prefix = "dead-";

    private readonly Lock _lock = new();
    private readonly SegmentLog _log;
    private readonly long _maxBytes;
    private readonly TimeProvider _time;
    private readonly FailedWrites _failures;
    private readonly Action<Exception> _broken;
    private readonly ByteWriter _buffer = new(4096);
    private readonly SortedDictionary<long, (string Trigger, long Position)> _letters = [];
    private readonly HashSet<(string Trigger, long Position)> _known = [];
    private readonly Dictionary<string, long> _counts = [];
    private long _listed;

    /// <summary>Opens the store and reads the locations of the dead letters.</summary>
    /// <param name="disk">The disk of the log.</param>
    /// <param name="logId">ID of the log.</param>
    /// <param name="expected">Segments listed in the checkpoint; null if it has no list.</param>
    /// <param name="options">Limits.</param>
    /// <param name="time">The clock.</param>
    /// <param name="damaged">Called for each damage.</param>
    /// <param name="failures">Counts failed file removals.</param>
    /// <param name="broken">Called when the disk fails during a removal of dead letters.</param>
    /// <param name="mayRoll">True to create a segment at once; otherwise it is created for the first dead letter.</param>
    public LogDeadLetters(
        ILogDisk disk, Guid logId, SegmentManifest? expected, LogEngineOptions options, TimeProvider time, Action<Damage> damaged,
        FailedWrites failures, Action<Exception> broken, bool mayRoll)
    {
        _failures = failures;
        _broken = broken;
        _maxBytes = options.DeadLetterBytes;
        _time = time;
        _log = SegmentLog.Open(
            disk,
            Prefix,
            logId,
            expected,
            Math.Max(1 << 20, Math.Min(options.SegmentBytes, options.DeadLetterBytes / 8)),
            time,
            damaged,
            mayRoll);
        _log.Recover(1, clean: false, expected?.NextSequence ?? 1, expected?.NextPosition ?? 1, Replay);
    }

    /// <summary>Bytes on disk.</summary>
    public long Bytes => _log.Bytes;

    /// <summary>
    /// Adds a dead letter and flushes it. A dead letter already stored before a crash that lost its outcome is not added again.
    /// </summary>
    /// <returns>False if there is no room.</returns>
    /// <exception cref="DiskFullException">The disk is full.</exception>
    public bool TryAdd(StoredEvent stored, string trigger, AttemptOutcome.GivenUp outcome, int attempts)
    {
        lock (_lock)
        {
            if (_known.Contains((trigger, stored.Position)))
                return true;
            if (_log.Bytes + stored.Bytes > _maxBytes)
                return false;
            _buffer.Reset();
            _buffer.Skip(RecordHeader.Size);
            _buffer.Byte((byte)EntryKind.DeadLetter);
            _buffer.Text(trigger);
            _buffer.Byte((byte)outcome.Reason);
            _buffer.Text(outcome.Detail);
            _buffer.Number(outcome.Status ?? 0);
            _buffer.Number(attempts);
            _buffer.Moment(_time.GetUtcNow());
            _buffer.Number(stored.Position);
            EventCodec.Write(_buffer, new NewEvent(stored.Event, stored.Cause, stored.Hops), stored.Arrived);
            var number = _log.NextPosition;
            Append(events: 1);
            Note(number, trigger, stored.Position);
            return true;
        }
    }

    /// <summary>Indicates whether segments were added, or became removable, since the last <see cref="Manifest"/>.</summary>
    public bool WantsCheckpoint
    {
        get
        {
            lock (_lock)
                return _log.Segments is [.., var last] && last.Header.FirstSequence != _listed || Removable > 0;
        }
    }

    // The oldest segments without dead letters.
    private int Removable
    {
        get
        {
            var count = 0;
            var first = _letters.Count == 0 ? long.MaxValue : _letters.First().Key;
            while (count < _log.Segments.Count - 1 && first >= _log.Segments[count + 1].Header.FirstPosition)
                count++;
            return count;
        }
    }

    /// <summary>Lists the segments for a checkpoint, without removable ones: those are deleted after the checkpoint is written.</summary>
    public SegmentManifest Manifest()
    {
        lock (_lock)
            return _log.Manifest(Removable);
    }

    /// <summary>Deletes segments that a stored manifest no longer lists.</summary>
    public void GiveBackSpace(SegmentManifest listed)
    {
        lock (_lock)
        {
            // Nothing was stored yet, because there was no room.
            if (listed.Segments is not [var first, ..])
                return;
            _listed = listed.Segments[^1].Sequence;
            while (_log.Segments[0].Header.FirstSequence < first.Sequence && _failures.Try(WriteKind.Checkpoint, _log.RemoveFirst))
            {
            }
        }
    }

    /// <inheritdoc />
    public ValueTask<long> CountAsync(string trigger, CancellationToken cancellationToken)
    {
        lock (_lock)
            return ValueTask.FromResult(_counts.GetValueOrDefault(trigger));
    }

    /// <inheritdoc />
    public ValueTask<DeadLetter?> FindAsync(long number, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (!_letters.ContainsKey(number))
                return ValueTask.FromResult<DeadLetter?>(null);
        }

        foreach (var record in _log.ReadFrom(number))
        {
            if (record.Header is { Events: 1 } header && header.FirstPosition == number)
                return ValueTask.FromResult<DeadLetter?>(Read(record));
            if (record.Header.FirstPosition > number)
                break;
        }

        return ValueTask.FromResult<DeadLetter?>(null);
    }

    /// <inheritdoc />
    public ValueTask<int> RemoveAsync(IReadOnlyCollection<long> numbers, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var present = numbers.Where(_letters.ContainsKey).Distinct().ToList();
            if (present.Count == 0)
                return ValueTask.FromResult(0);
            _buffer.Reset();
            _buffer.Skip(RecordHeader.Size);
            foreach (var number in present)
            {
                _buffer.Byte((byte)EntryKind.DeadLetterRemoved);
                _buffer.Number(number);
            }

            try
            {
                Append(events: 0);
            }
            catch (IOException error) when (error is not DiskFullException)
            {
                _broken(error);
                throw;
            }

            foreach (var number in present)
                Forget(number);
            return ValueTask.FromResult(present.Count);
        }
    }

    /// <inheritdoc />
    public async IAsyncEnumerable<DeadLetter> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        long first;
        lock (_lock)
            first = _letters.Count == 0 ? _log.NextPosition : _letters.First().Key;
        foreach (var record in _log.ReadFrom(first))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (record.Header.Events == 0)
                continue;
            lock (_lock)
            {
                if (!_letters.ContainsKey(record.Header.FirstPosition))
                    continue;
            }

            yield return Read(record);
        }

        await Task.CompletedTask;
    }

    /// <inheritdoc />
    public void Dispose() => _log.Dispose();

    private static DeadLetter Read(RecordReader record)
    {
        var reader = new ByteReader(record.Body);
        if (reader.Byte() != (byte)EntryKind.DeadLetter)
            throw new LogFormatException($"record {record.Header.Sequence} of the dead letters is not a dead letter");
        var trigger = reader.Text();
        var reason = (DeadLetterReason)reader.Byte();
        var detail = reader.Text();
        var status = reader.Int();
        var attempts = reader.Int();
        var at = reader.Moment();
        var position = reader.Number();
        reader.Byte();
        return new DeadLetter
        {
            Number = record.Header.FirstPosition,
            Event = EventCodec.Read(ref reader, position),
            Trigger = trigger,
            Reason = reason,
            Detail = detail,
            Status = status == 0 ? null : status,
            Attempts = attempts,
            At = at,
        };
    }

    private void Append(int events)
    {
        new RecordHeader(_buffer.Length - RecordHeader.Size, _log.NextSequence, _log.NextPosition, events).Write(_buffer.Written);
        _log.Append(_buffer.Written, 1, events);
        _log.Flush();
    }

    private void Replay(RecordHeader header, ReadOnlySpan<byte> body)
    {
        var reader = new ByteReader(body);
        while (!reader.AtEnd)
        {
            if (reader.Byte() == (byte)EntryKind.DeadLetterRemoved)
            {
                Forget(reader.Number());
                continue;
            }

            var trigger = reader.Text();
            reader.Byte();
            reader.Text();
            reader.Number();
            reader.Number();
            reader.Moment();
            Note(header.FirstPosition, trigger, reader.Number());
            return;
        }
    }

    private void Note(long number, string trigger, long position)
    {
        _letters[number] = (trigger, position);
        _known.Add((trigger, position));
        _counts[trigger] = _counts.GetValueOrDefault(trigger) + 1;
    }

    private void Forget(long number)
    {
        if (!_letters.Remove(number, out var letter))
            return;
        _known.Remove(letter);
        _counts[letter.Trigger]--;
    }
}

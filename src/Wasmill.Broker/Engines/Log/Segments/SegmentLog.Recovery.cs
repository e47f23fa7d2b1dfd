using System.Globalization;
using Wasmill.Broker.Engines.Log.Disk;
using Wasmill.Broker.Engines.Log.Format;
using Wasmill.Storage;

namespace Wasmill.Broker.Engines.Log.Segments;

/// <content>What happens at a start.</content>
internal sealed partial class SegmentLog
{
    /// <summary>
    /// Reads the records from a sequence number on, and makes the log ready for appending:
    /// (1) every intact record is given; (2) after an unclean stop, the torn tail of the last segment is cut, and its valid records are written to the disk once
    /// more; (3) what comes next is numbered.
    /// </summary>
    /// <param name="fromSequence">The first record to give.</param>
    /// <param name="clean">Whether the last process said that everything was flushed.</param>
    /// <param name="nextSequence">At least this number is given to the next record.</param>
    /// <param name="nextPosition">At least this position is given to the next event.</param>
    /// <param name="apply">Gets each record.</param>
    /// <returns>Whether a torn tail was cut.</returns>
    public bool Recover(long fromSequence, bool clean, long nextSequence, long nextPosition, Action<RecordHeader, ReadOnlySpan<byte>> apply)
    {
        var torn = false;
        (NextSequence, NextPosition) = (nextSequence, nextPosition);
        for (var i = 0; i < _segments.Length; i++)
        {
            var segment = _segments[i];
            var last = i == _segments.Length - 1;
            if (!last && _segments[i + 1].Header.FirstSequence <= fromSequence)
                continue;

            // 1
            var reader = segment.ReadFromSequence(Math.Max(fromSequence, segment.Header.FirstSequence));
            Damage? damage;
            while (reader.TryRead(out damage))
            {
                if (damage is not null)
                    _damaged(damage);
                if (reader.Header.Sequence >= fromSequence)
                    apply(reader.Header, reader.Body);
            }

            if (damage is not null)
            {
                torn |= last;
                _damaged(last ? damage : damage with { NextSequence = _segments[i + 1].Header.FirstSequence, NextPosition = _segments[i + 1].Header.FirstPosition });
            }

            NextSequence = Math.Max(NextSequence, reader.NextSequence);
            NextPosition = Math.Max(NextPosition, reader.NextPosition);
        }

        // 2
        if (_segments.Length > 0 && !clean)
            _mustSecureFrom = fromSequence;

        // 3: numbers that a checkpoint has seen are not given again, though the records are gone. A segment has no gaps but for damage: begin another.
        var isPutOff = _mustRoll;
        _mustRoll |= _segments.Length == 0 || _segments[^1].ReadFromSequence(NextSequence) is var tail && !EndsAt(tail, NextSequence, NextPosition);
        try
        {
            if (!isPutOff)
                CatchUp();
        }
        catch (DiskFullException)
        {
            // What is there is read; the rest is done before the next record is written.
        }

        return torn;
    }

    private static bool EndsAt(RecordReader reader, long sequence, long position)
    {
        while (reader.TryRead(out _))
        {
        }

        return reader.NextSequence == sequence && reader.NextPosition == position;
    }

    private static SegmentHeader? ReadHeader(ILogFile file)
    {
        var bytes = new byte[SegmentHeader.Size];
        var read = file.Read(bytes, 0);
        return SegmentHeader.TryRead(bytes.AsSpan(0, read));
    }

    // A flipped bit in a header must not cost the records behind it: the name has the first sequence number, the first intact record the position. Null when
    // there is no record at all: the crash came while the file was made.
    private static SegmentHeader? RestoreHeader(ILogFile file, string name, string prefix, Guid logId, TimeProvider time, Action<Damage> damaged)
    {
        if (!long.TryParse(name.AsSpan(prefix.Length, name.Length - prefix.Length - Suffix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var sequence))
            throw new LogFormatException($"{name} is not the name of a segment");
        var reader = new RecordReader(file, name, Math.Min(SegmentHeader.Size, file.Length), file.Length, sequence, 1);
        if (!reader.TryRead(out _))
            return null;
        var header = new SegmentHeader(logId, sequence, reader.Header.FirstPosition, time.GetUtcNow());
        damaged(new Damage(name, 0, SegmentHeader.Size, sequence, sequence, header.FirstPosition, header.FirstPosition));
        Span<byte> bytes = stackalloc byte[SegmentHeader.Size];
        header.Write(bytes);
        file.Write(bytes, 0);
        file.Flush();
        return header;
    }

    // The system may show bytes that the disk does not have: after a failed flush it takes them for written. Everything before the checkpoint was flushed; what came
    // after it is written once more to the same place, which makes the system write it again. A place that fails again is left for a new file.
    private void SecureLast(long fromSequence)
    {
        try
        {
            WriteAgain(fromSequence);
        }
        catch (IOException)
        {
            RewriteLast();
        }
    }

    private void WriteAgain(long fromSequence)
    {
        var segment = _segments[^1];
        var reader = segment.ReadFromSequence(Math.Max(fromSequence, segment.Header.FirstSequence));
        var end = reader.Offset;
        if (fromSequence <= segment.Header.FirstSequence)
        {
            Span<byte> header = stackalloc byte[SegmentHeader.Size];
            segment.Header.Write(header);
            segment.File.Write(header, 0);
        }

        var record = new ByteWriter(64 << 10);
        while (reader.TryRead(out _))
        {
            if (reader.Header.Sequence >= fromSequence)
            {
                Copy(reader, record);
                segment.File.Write(record.Written, reader.RecordOffset);
            }

            end = reader.Offset;
        }

        segment.File.Truncate(end);
        segment.File.Flush();
        Volatile.Write(ref _bytes, _bytes - segment.Length + end);
        _segments = [.. _segments[..^1], new Segment(segment.Name, segment.File, segment.Header, end)];
    }

    private static void Copy(RecordReader reader, ByteWriter record)
    {
        record.Reset();
        record.Skip(reader.Header.RecordLength);
        reader.Body.CopyTo(record.Written[RecordHeader.Size..]);
        reader.Header.Write(record.Written);
    }

    private void RewriteLast()
    {
        var old = _segments[^1];
        var name = old.Name + ".tmp";
        var file = _disk.Create(name);
        try
        {
            CopyInto(file, name, old);
        }
        catch (DiskFullException)
        {
            file.Dispose();
            _disk.Delete(name);
            throw;
        }
    }

    private void CopyInto(ILogFile file, string name, Segment old)
    {
        Span<byte> header = stackalloc byte[SegmentHeader.Size];
        old.Header.Write(header);
        file.Write(header, 0);
        long length = SegmentHeader.Size;
        var damaged = false;
        var reader = old.ReadFromSequence(old.Header.FirstSequence);
        var record = new ByteWriter(64 << 10);
        while (reader.TryRead(out var damage))
        {
            damaged |= damage is not null;
            Copy(reader, record);
            file.Write(record.Written, length);
            length += record.Length;
        }

        file.Flush();
        // What was damaged in the middle may be of use to somebody who can read it; what a crash tore is not.
        if (damaged)
            _disk.Rename(old.Name, $"{old.Name}.damaged");
        _disk.Rename(name, old.Name);
        _disk.FlushNames();
        old.Dispose();
        Volatile.Write(ref _bytes, _bytes - old.Length + length);
        _segments = [.. _segments[..^1], new Segment(old.Name, file, old.Header, length)];
    }
}

using Wasmill.Broker.Log.Disk;
using Wasmill.Broker.Log.Format;
using Wasmill.Storage;

namespace Wasmill.Broker.Log.Segments;

/// <content>What happens at a start.</content>
internal sealed partial class SegmentLog
{
    /// <summary>
    /// Reads the records from a sequence number on, and makes the log ready for appending:
    /// (1) every intact record is given; (2) after an unclean stop, the torn tail of the last segment is cut, and its valid records are
    /// written to the disk once more; (3) what comes next is numbered.
    /// </summary>
    /// <param name="fromSequence">The first record to give.</param>
    /// <param name="clean">Whether the last process said that everything was flushed.</param>
    /// <param name="nextSequence">At least this number is given to the next record.</param>
    /// <param name="nextPosition">At least this position is given to the next event.</param>
    /// <param name="apply">Gets each record.</param>
    /// <returns>Whether a torn tail was cut.</returns>
    public bool Recover(long fromSequence, bool clean, long nextSequence, long nextPosition, Action<RecordHeader, ReadOnlySpan<byte>> apply)
    {
        (NextSequence, NextPosition) = (nextSequence, nextPosition);
        var extents = new List<SegmentExtent>();
        foreach (var (segment, next) in _segments.Zip(_segments.Skip(1).Append<Segment?>(null)))
        {
            var header = segment.Header;
            if (next?.Header.FirstSequence <= fromSequence && !(segment.Length < _expected?.Find(header.FirstSequence)?.Length))
            {
                extents.Add(new SegmentExtent(segment.Name, header.FirstSequence, header.FirstPosition, null, null));
                continue;
            }

            // 1
            var reader = segment.ReadFromSequence(Math.Max(fromSequence, header.FirstSequence));
            Damage? damage;
            while (reader.TryRead(out damage))
            {
                if (damage is not null)
                    _damaged(damage);
                if (reader.Header.Sequence >= fromSequence)
                    apply(reader.Header, reader.Body);
            }

            extents.Add(new SegmentExtent(
                segment.Name, header.FirstSequence, header.FirstPosition, (reader.NextSequence, reader.NextPosition), damage));
            NextSequence = Math.Max(NextSequence, reader.NextSequence);
            NextPosition = Math.Max(NextPosition, reader.NextPosition);
        }

        foreach (var gap in new SegmentGaps(_prefix, _expected).Find(extents))
            _damaged(gap);

        // 2
        if (_segments.Length > 0 && !clean)
            _mustSecureFrom = fromSequence;

        // 3: numbers that a checkpoint has seen are not given again, though the records are gone.
        // A segment has no gaps but for damage: begin another.
        var isPutOff = _mustRoll;
        _mustRoll |= _segments.Length == 0
            || _segments[^1].ReadFromSequence(NextSequence) is var tail && !EndsAt(tail, NextSequence, NextPosition);
        try
        {
            if (!isPutOff)
                CatchUp();
        }
        catch (DiskFullException)
        {
            // What is there is read; the rest is done before the next record is written.
        }

        return extents is [.., { Tail: not null }];
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

    // The system may show bytes that the disk does not have: after a failed flush it takes them for written. Everything before the
    // checkpoint was flushed; what came after it is written once more to the same place, which makes the system write it again. A place
    // that fails again is left for a new file.
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
            foreach (var temporary in _disk.List().Where(temporary => temporary.EndsWith(".tmp", StringComparison.Ordinal)))
                _disk.Delete(temporary);
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
            // A gap without bytes in it is what an earlier rewrite has left.
            damaged |= damage is { Length: > 0 };
            Copy(reader, record);
            file.Write(record.Written, length);
            length += record.Length;
        }

        file.Flush();
        if (damaged)
            KeepDamaged(old);
        // One rename: at no moment is there no file of the segment's name.
        _disk.Rename(name, old.Name);
        _disk.FlushNames();
        old.Dispose();
        Volatile.Write(ref _bytes, _bytes - old.Length + length);
        _segments = [.. _segments[..^1], new Segment(old.Name, file, old.Header, length)];
    }

    // What was damaged in the middle may be of use to somebody who can read it; what a crash tore is not.
    // The first copy is kept: it has the most.
    private void KeepDamaged(Segment old)
    {
        var name = $"{old.Name}.damaged";
        if (_disk.List().Contains(name))
            return;
        var temporary = $"{name}.tmp";
        using (var file = _disk.Create(temporary))
        {
            var buffer = new byte[64 << 10];
            for (long offset = 0; old.File.Read(buffer, offset) is > 0 and var read; offset += read)
                file.Write(buffer.AsSpan(0, read), offset);
            file.Flush();
        }

        _disk.Rename(temporary, name);
        _disk.FlushNames();
    }
}

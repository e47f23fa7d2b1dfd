using Wasmill.Broker.Log.Disk;
using Wasmill.Broker.Log.Format;
using Wasmill.Storage;

namespace Wasmill.Broker.Log.Segments;

/// <content>Recovery at a start.</content>
internal sealed partial class SegmentLog
{
    /// <summary>
    /// Reads the records from a sequence number on, and prepares the log for appends: (1) applies every intact record; (2) after an unclean
    /// stop, truncates the torn tail of the last segment and writes its valid records again; (3) sets the next numbers.
    /// </summary>
    /// <param name="fromSequence">First record to apply.</param>
    /// <param name="clean">True if the last process flushed everything.</param>
    /// <param name="nextSequence">Minimum number of the next record.</param>
    /// <param name="nextPosition">Minimum position of the next event.</param>
    /// <param name="apply">Receives each record.</param>
    /// <returns>True if a torn tail was truncated.</returns>
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

        // 3: numbers known to a checkpoint are not reused, even if the records are gone.
        // Gaps inside a segment mean damage: start a new segment.
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
            // Existing records are readable; the rest is done before the next write.
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

    // The operating system may show bytes that are not on disk: after a failed flush it treats them as written. Everything before the
    // checkpoint was flushed; later records are written again to the same place, which forces a new write. A place that fails again is
    // replaced by a new file.
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
            // A gap without bytes is left by an earlier rewrite.
            damaged |= damage is { Length: > 0 };
            Copy(reader, record);
            file.Write(record.Written, length);
            length += record.Length;
        }

        file.Flush();
        if (damaged)
            KeepDamaged(old);
        // One rename: a file with the segment's name exists at every moment.
        _disk.Rename(name, old.Name);
        _disk.FlushNames();
        old.Dispose();
        Volatile.Write(ref _bytes, _bytes - old.Length + length);
        _segments = [.. _segments[..^1], new Segment(old.Name, file, old.Header, length)];
    }

    // Damaged bytes in the middle are kept for manual recovery; a torn tail is not.
    // Keep the first copy: it is the most complete.
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

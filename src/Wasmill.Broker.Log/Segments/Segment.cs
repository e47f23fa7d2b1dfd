using Wasmill.Broker.Log.Disk;
using Wasmill.Broker.Log.Format;

namespace Wasmill.Broker.Log.Segments;

// Tested by: LogDamageTests, MissingSegmentTests
/// <summary>One file of a segmented log. Readers use its length and index while one writer appends.</summary>
internal sealed class Segment(string name, ILogFile file, SegmentHeader header, long length) : IDisposable
{
    // A lookup reads half of this on average: cheaper than a system call.
    private const long IndexStep = 64 << 10;

    private readonly Lock _lock = new();
    private readonly List<IndexPoint> _index = [new(SegmentHeader.Size, header.FirstSequence, header.FirstPosition)];
    private long _length = length;
    private long _indexed = SegmentHeader.Size;

    /// <summary>The file's name.</summary>
    public string Name { get; } = name;

    /// <summary>The file.</summary>
    public ILogFile File { get; } = file;

    /// <summary>Header of the segment.</summary>
    public SegmentHeader Header { get; } = header;

    /// <summary>Length of the intact records in bytes.</summary>
    public long Length => Volatile.Read(ref _length);

    /// <summary>Adds records that were written at the end.</summary>
    public void Grow(long length, long firstSequence, long firstPosition)
    {
        lock (_lock)
        {
            // Only a complete index can be extended; otherwise it is built at the next lookup.
            if (_indexed == _length)
            {
                if (_length - _index[^1].Offset >= IndexStep)
                    _index.Add(new IndexPoint(_length, firstSequence, firstPosition));
                _indexed = length;
            }
        }

        Volatile.Write(ref _length, length);
    }

    /// <summary>Reads from the last known record that begins at or before a position.</summary>
    public RecordReader ReadFrom(long position)
        => Open(Find(point => point.Position <= position, reader => reader.NextPosition > position));

    /// <summary>Reads from the last known record that begins at or before a sequence number.</summary>
    public RecordReader ReadFromSequence(long sequence)
        => Open(Find(point => point.Sequence <= sequence, reader => reader.NextSequence > sequence));

    /// <inheritdoc />
    public void Dispose() => File.Dispose();

    private RecordReader Open(IndexPoint point) => new(File, Name, point.Offset, Length, point.Sequence, point.Position);

    private IndexPoint Find(Predicate<IndexPoint> isBefore, Predicate<RecordReader> isPast)
    {
        lock (_lock)
        {
            Extend(isPast);
            return _index[Math.Max(0, _index.FindLastIndex(isBefore))];
        }
    }

    // The index of an older segment is built by reading on from its end.
    private void Extend(Predicate<RecordReader> isPast)
    {
        var end = Length;
        if (_indexed >= end)
            return;
        var reader = Open(_index[^1]);
        while (!isPast(reader) && reader.TryRead(out _))
        {
            if (reader.RecordOffset - _index[^1].Offset >= IndexStep)
                _index.Add(new IndexPoint(reader.RecordOffset, reader.Header.Sequence, reader.Header.FirstPosition));
        }

        if (reader.Offset >= end)
            _indexed = end;
    }

    private readonly record struct IndexPoint(long Offset, long Sequence, long Position);
}

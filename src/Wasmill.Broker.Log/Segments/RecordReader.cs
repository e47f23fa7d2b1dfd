using Wasmill.Broker.Log.Disk;
using Wasmill.Broker.Log.Format;

namespace Wasmill.Broker.Log.Segments;

// Tested by: LogDamageTests, RewriteSimulation
/// <summary>
/// Reads the records of one segment in order. Damaged bytes are skipped up to the next intact record and reported, never returned.
/// </summary>
internal sealed class RecordReader
{
    // Large enough that a system call is cheap relative to its records, small enough that a thousand readers take 64 MiB.
    private const int Chunk = 64 << 10;

    // Numbers further ahead than this are random damage, not a gap: a segment cannot hold that many records.
    private const long FurthestGap = 1L << 32;

    private readonly ILogFile _file;
    private readonly string _name;
    private readonly long _end;
    private byte[] _buffer = new byte[Chunk];
    private long _bufferOffset;
    private int _bufferCount;
    private int _bodyStart;

    /// <summary>Creates a reader.</summary>
    /// <param name="file">The segment.</param>
    /// <param name="name">Name of the file, for reports.</param>
    /// <param name="offset">Offset of a record.</param>
    /// <param name="end">End of the written part.</param>
    /// <param name="sequence">The sequence number of the record at the offset.</param>
    /// <param name="position">The first position of the record at the offset.</param>
    public RecordReader(ILogFile file, string name, long offset, long end, long sequence, long position)
    {
        _file = file;
        _name = name;
        _end = end;
        Offset = offset;
        NextSequence = sequence;
        NextPosition = position;
    }

    /// <summary>Offset of the next record.</summary>
    public long Offset { get; private set; }

    /// <summary>Expected sequence number of the next record.</summary>
    public long NextSequence { get; private set; }

    /// <summary>Expected first position of the next record.</summary>
    public long NextPosition { get; private set; }

    /// <summary>Header of the last record read.</summary>
    public RecordHeader Header { get; private set; }

    /// <summary>Offset of the last record read.</summary>
    public long RecordOffset { get; private set; }

    /// <summary>Body of the last record read; valid until the next read.</summary>
    public ReadOnlySpan<byte> Body => _buffer.AsSpan(_bodyStart, Header.BodyLength);

    /// <summary>Reads the next intact record.</summary>
    /// <param name="damage">Damage skipped before the record or the end; null if none.</param>
    /// <returns>False at the end of the segment.</returns>
    public bool TryRead(out Damage? damage)
    {
        damage = null;
        if (Offset >= _end)
            return false;
        if (TryTake(Offset, exact: true))
            return true;

        // Damaged, or records are missing: search for the next record at every offset.
        // Check the numbers first, so that few checksums are computed.
        var (start, sequence, position) = (Offset, NextSequence, NextPosition);
        for (var offset = start; offset + RecordHeader.Size < _end; offset++)
        {
            if (!TryTake(offset, exact: false))
                continue;
            damage = new Damage(_name, start, offset - start, sequence, Header.Sequence, position, Header.FirstPosition);
            return true;
        }

        damage = new Damage(_name, start, _end - start, sequence, null, position, null);
        Offset = _end;
        return false;
    }

    private bool TryTake(long offset, bool exact)
    {
        if (!Load(offset, RecordHeader.Size) || RecordHeader.TryRead(_buffer.AsSpan(At(offset), RecordHeader.Size)) is not { } header)
            return false;
        var fits = exact
            ? header.Sequence == NextSequence && header.FirstPosition == NextPosition
            : header.Sequence > NextSequence && header.Sequence - NextSequence < FurthestGap && header.FirstPosition >= NextPosition;
        if (!fits || offset + header.RecordLength > _end || !Load(offset, header.RecordLength))
            return false;
        var start = At(offset);
        if (!RecordHeader.IsIntact(_buffer.AsSpan(start, header.RecordLength)))
            return false;

        Header = header;
        RecordOffset = offset;
        _bodyStart = start + RecordHeader.Size;
        Offset = offset + header.RecordLength;
        NextSequence = header.Sequence + 1;
        NextPosition = header.FirstPosition + header.Events;
        return true;
    }

    private int At(long offset) => (int)(offset - _bufferOffset);

    // Loads the given number of bytes at an offset into the buffer; false if the file ends before.
    private bool Load(long offset, int count)
    {
        if (offset >= _bufferOffset && offset + count <= _bufferOffset + _bufferCount)
            return true;
        if (offset + count > _end)
            return false;

        if (_buffer.Length < count)
            _buffer = new byte[count];
        _bufferOffset = offset;
        _bufferCount = 0;
        var wanted = (int)Math.Min(_buffer.Length, _end - offset);
        while (_bufferCount < wanted)
        {
            var read = _file.Read(_buffer.AsSpan(_bufferCount, wanted - _bufferCount), offset + _bufferCount);
            if (read == 0)
                break;
            _bufferCount += read;
        }

        return _bufferCount >= count;
    }
}

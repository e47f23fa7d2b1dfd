using Wasmill.Broker.Log.Disk;
using Wasmill.Broker.Log.Format;
using Wasmill.Storage;

namespace Wasmill.Broker.Log.Segments;

// Tested by: LogDamageTests, MissingSegmentTests, BrokerSimulation
/// <summary>
/// Records in segment files: appended at the end, removed one whole segment at a time from the front. One writer; readers work on a
/// snapshot of the list of segments.
/// </summary>
internal sealed partial class SegmentLog : IDisposable
{
    /// <summary>File name suffix of segments.</summary>
    public const string Suffix = ".seg";

    private readonly ILogDisk _disk;
    private readonly string _prefix;
    private readonly Guid _logId;
    private readonly long _segmentBytes;
    private readonly TimeProvider _time;
    private readonly Action<Damage> _damaged;
    private readonly SegmentManifest? _expected;
    private volatile Segment[] _segments;
    private long _bytes;
    // Work postponed by a full disk; done before the next write.
    private bool _mustCut;
    private bool _mustRoll;
    private string? _leftover;
    private long? _mustSecureFrom;

    private SegmentLog(
        ILogDisk disk, string prefix, Guid logId, long segmentBytes, TimeProvider time, Action<Damage> damaged, SegmentManifest? expected,
        Segment[] segments)
    {
        _time = time;
        _disk = disk;
        _prefix = prefix;
        _logId = logId;
        _segmentBytes = segmentBytes;
        _damaged = damaged;
        _expected = expected;
        _segments = segments;
        _bytes = segments.Sum(segment => segment.Length);
    }

    /// <summary>The segments, oldest first.</summary>
    public IReadOnlyList<Segment> Segments => _segments;

    /// <summary>The sequence number of the next record.</summary>
    public long NextSequence { get; private set; } = 1;

    /// <summary>The position of the next event.</summary>
    public long NextPosition { get; private set; } = 1;

    /// <summary>The first stored position; if none, the next position.</summary>
    public long FirstPosition => _segments is [var oldest, ..] ? oldest.Header.FirstPosition : NextPosition;

    /// <summary>Bytes of all segments.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>Indicates whether a file is a segment of this log.</summary>
    public static bool IsSegment(string name, string prefix)
        => name.StartsWith(prefix, StringComparison.Ordinal) && name.EndsWith(Suffix, StringComparison.Ordinal);

    /// <summary>
    /// Opens the existing segments: (1) checks that each belongs to this log; (2) moves other files aside; (3) sorts the segments.
    /// <see cref="Recover"/> must be called before the first append.
    /// </summary>
    /// <param name="disk">The disk of the log.</param>
    /// <param name="prefix">File name prefix of the segments.</param>
    /// <param name="logId">ID of the log.</param>
    /// <param name="expected">Segments listed in the checkpoint; null if it has no list.</param>
    /// <param name="segmentBytes">Maximum size of a segment in bytes.</param>
    /// <param name="time">The clock.</param>
    /// <param name="damaged">Called for each damage, each time it is read.</param>
    /// <param name="mayRoll">True to create a new segment at once; otherwise it is created for the first record.</param>
    /// <exception cref="LogFormatException">A file belongs to another log or version; no file was changed.</exception>
    public static SegmentLog Open(
        ILogDisk disk, string prefix, Guid logId, SegmentManifest? expected, long segmentBytes, TimeProvider time, Action<Damage> damaged,
        bool mayRoll = true)
    {
        // 1
        var found = new List<(string Name, ILogFile File, SegmentHeader? Header)>();
        foreach (var name in disk.List().Where(name => IsSegment(name, prefix)).Order(StringComparer.Ordinal))
        {
            var file = disk.Open(name);
            found.Add((name, file, ReadHeader(file)));
            if (found[^1].Header is { } header && header.LogId != logId)
                throw new LogFormatException(
                    $"{name} belongs to another log: move it out of the folder, and put back the file that belongs there");
        }

        // 2
        var opening = new SegmentOpening(disk, prefix, logId, time, damaged);
        var segments =
            found.Select(one => opening.Check(one.Name, one.File, one.Header, found.Select(other => other.Name))).OfType<Segment>();

        // 3
        return new SegmentLog(
            disk, prefix, logId, segmentBytes, time, damaged, expected, [.. segments.OrderBy(segment => segment.Header.FirstSequence)])
        {
            _mustRoll = !mayRoll,
        };
    }

    /// <summary>Lists the segments for a checkpoint.</summary>
    /// <param name="without">Number of oldest segments to leave out because they will be removed.</param>
    public SegmentManifest Manifest(int without)
        => new(NextSequence, NextPosition, [.. _segments.Skip(without).Select(segment =>
            new SegmentEntry(segment.Header.FirstSequence, segment.Header.FirstPosition, segment.Length))]);

    /// <summary>Appends records; they may be lost until <see cref="Flush"/>. Without room, nothing changes.</summary>
    /// <param name="records">Whole records with the next numbers.</param>
    /// <param name="count">Number of records.</param>
    /// <param name="events">Number of events in the records.</param>
    /// <exception cref="DiskFullException">The disk is full.</exception>
    /// <exception cref="IOException">An I/O operation failed.</exception>
    public void Append(ReadOnlySpan<byte> records, int count, int events)
    {
        CatchUp();
        if (_segments[^1].Length > SegmentHeader.Size && _segments[^1].Length + records.Length > _segmentBytes)
            Roll();
        var segment = _segments[^1];
        try
        {
            segment.File.Write(records, segment.Length);
        }
        catch (DiskFullException)
        {
            // Partly written records must not be read as records at a start.
            _mustCut = true;
            CatchUp();
            throw;
        }

        segment.Grow(segment.Length + records.Length, NextSequence, NextPosition);
        NextSequence += count;
        NextPosition += events;
        Volatile.Write(ref _bytes, _bytes + records.Length);
    }

    /// <summary>Flushes all appended records to disk.</summary>
    public void Flush()
    {
        if (_segments.Length > 0)
            _segments[^1].File.Flush();
    }

    /// <summary>Removes the oldest segment. It must not be the last.</summary>
    /// <exception cref="IOException">An I/O operation failed. The segment may reappear at the next start.</exception>
    public void RemoveFirst()
    {
        var segments = _segments;
        _disk.Delete(segments[0].Name);
        _segments = segments[1..];
        Volatile.Write(ref _bytes, _bytes - segments[0].Length);
        segments[0].Dispose();
        _disk.FlushNames();
    }

    /// <summary>Reads records from a position up to the end of the log at the time of the call; damage is reported and skipped.</summary>
    public IEnumerable<RecordReader> ReadFrom(long position)
    {
        var segments = _segments;
        for (var i = 0; i < segments.Length; i++)
        {
            if (i < segments.Length - 1 && segments[i + 1].Header.FirstPosition <= position)
                continue;
            var reader = segments[i].ReadFrom(position);
            Damage? damage;
            while (reader.TryRead(out damage))
            {
                if (damage is not null)
                    _damaged(damage);
                if (reader.NextPosition > position)
                    yield return reader;
            }

            var next = i < segments.Length - 1 ? segments[i + 1].Header : (SegmentHeader?)null;
            if (damage is not null)
                _damaged(damage with { NextSequence = next?.FirstSequence, NextPosition = next?.FirstPosition });
            else if (next is { } header && header.FirstSequence > reader.NextSequence)
                _damaged(
                    SegmentGaps.Missing(_prefix, reader.NextSequence, reader.NextPosition, (header.FirstSequence, header.FirstPosition)));
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var segment in _segments)
            segment.Dispose();
    }

    private void CatchUp()
    {
        if (_leftover is not null)
            _disk.Delete(_leftover);
        _leftover = null;
        if (_mustCut)
            _segments[^1].File.Truncate(_segments[^1].Length);
        _mustCut = false;
        if (_mustSecureFrom is { } sequence)
            SecureLast(sequence);
        _mustSecureFrom = null;
        if (_mustRoll)
            Roll();
        _mustRoll = false;
    }

    // The old segment is flushed first: the new one must not be on disk without it.
    private void Roll()
    {
        if (_segments.Length > 0)
            Flush();
        var header = new SegmentHeader(_logId, NextSequence, NextPosition, _time.GetUtcNow());
        var name = SegmentGaps.NameOf(_prefix, NextSequence);
        var file = _disk.Create(name);
        try
        {
            Span<byte> bytes = stackalloc byte[SegmentHeader.Size];
            header.Write(bytes);
            file.Write(bytes, 0);
            file.Flush();
            _disk.FlushNames();
        }
        catch (IOException error) when (DiskErrors.IsFull(error))
        {
            file.Dispose();
            _leftover = name;
            _disk.Delete(name);
            _leftover = null;
            throw new DiskFullException(IoReason.Sentence(error), error);
        }

        Volatile.Write(ref _bytes, _bytes + SegmentHeader.Size);
        _segments = [.. _segments, new Segment(name, file, header, SegmentHeader.Size)];
    }
}

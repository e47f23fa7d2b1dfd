using System.Globalization;
using Wasmill.Broker.Log.Disk;
using Wasmill.Broker.Log.Format;

namespace Wasmill.Broker.Log.Segments;

// Tested by: LogDamageTests, MissingSegmentTests
/// <summary>Classifies each file with a segment's name.</summary>
internal sealed class SegmentOpening(ILogDisk disk, string prefix, Guid logId, TimeProvider time, Action<Damage> damaged)
{
    /// <summary>
    /// Opens a file as a segment: (1) restores a damaged header; (2) deletes a file that a crash left without any record; (3) renames a
    /// file whose records belong to another name, or moves it aside if that name is taken.
    /// </summary>
    /// <param name="name">The file's name.</param>
    /// <param name="file">The file; closed if it is not a segment.</param>
    /// <param name="header">Header of the file; null if damaged.</param>
    /// <param name="names">The names of all segments.</param>
    /// <returns>Null if the file is not a segment.</returns>
    public Segment? Check(string name, ILogFile file, SegmentHeader? header, IEnumerable<string> names)
    {
        // 1 and 2
        header ??= TryRestore(name, file);
        if (header is not { } known)
        {
            var isEmpty = file.Length <= SegmentHeader.Size;
            file.Dispose();
            if (isEmpty)
                disk.Delete(name);
            else
                PutAside(name, "it holds no intact record");
            return null;
        }

        // 3
        var right = SegmentGaps.NameOf(prefix, known.FirstSequence);
        if (name == right)
            return new Segment(name, file, known, file.Length);
        if (names.Contains(right) || disk.List().Contains(right))
        {
            file.Dispose();
            PutAside(name, $"it holds the records of {right}");
            return null;
        }

        damaged(Damage.Stray(name, $"it is renamed to {right}, as its records say"));
        disk.Rename(name, right);
        disk.FlushNames();
        return new Segment(right, file, known, file.Length);
    }

    /// <summary>
    /// Reconstructs a damaged header: the file name has the first sequence number, the first intact record the position. A flipped bit in a
    /// header must not cost the records after it.
    /// </summary>
    /// <returns>Null if there is no intact record.</returns>
    public static SegmentHeader? GuessHeader(string name, ILogFile file, string prefix, Guid logId, DateTimeOffset created)
    {
        if (!long.TryParse(
            name.AsSpan(prefix.Length, name.Length - prefix.Length - SegmentLog.Suffix.Length),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var sequence))
            return null;
        var reader = new RecordReader(file, name, Math.Min(SegmentHeader.Size, file.Length), file.Length, sequence, 1);
        if (!reader.TryRead(out _))
            return null;
        return new SegmentHeader(logId, sequence, reader.Header.FirstPosition, created);
    }

    /// <summary>Reports a damaged header.</summary>
    public static Damage DamagedHeader(string name, SegmentHeader guess)
        => new(name, 0, SegmentHeader.Size, guess.FirstSequence, guess.FirstSequence, guess.FirstPosition, guess.FirstPosition);

    private SegmentHeader? TryRestore(string name, ILogFile file)
    {
        if (GuessHeader(name, file, prefix, logId, time.GetUtcNow()) is not { } header)
            return null;
        damaged(DamagedHeader(name, header));
        Span<byte> bytes = stackalloc byte[SegmentHeader.Size];
        header.Write(bytes);
        file.Write(bytes, 0);
        file.Flush();
        return header;
    }

    private void PutAside(string name, string why)
    {
        var names = disk.List();
        var aside = $"{name}.damaged";
        for (var i = 2; names.Contains(aside); i++)
            aside = string.Create(CultureInfo.InvariantCulture, $"{name}.{i}.damaged");
        damaged(Damage.Stray(name, $"{why}; it is kept as {aside}"));
        disk.Rename(name, aside);
        disk.FlushNames();
    }
}

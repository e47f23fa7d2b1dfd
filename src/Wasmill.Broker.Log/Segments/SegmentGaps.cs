using System.Globalization;
using Wasmill.Broker.Log.Format;

namespace Wasmill.Broker.Log.Segments;

// Tested by: MissingSegmentTests
/// <summary>Finds missing records between, before or after the existing segments.</summary>
/// <param name="prefix">File name prefix of the segments.</param>
/// <param name="manifest">Segments that must exist; null if there is no list.</param>
internal sealed class SegmentGaps(string prefix, SegmentManifest? manifest)
{
    /// <summary>Gets the file name of a segment.</summary>
    public static string NameOf(string prefix, long sequence)
        => string.Create(CultureInfo.InvariantCulture, $"{prefix}{sequence:D20}{SegmentLog.Suffix}");

    /// <summary>Creates the damage of records without a file.</summary>
    /// <param name="prefix">File name prefix of the segments.</param>
    /// <param name="sequence">Sequence number of the first of them.</param>
    /// <param name="position">Position of its first event.</param>
    /// <param name="next">Record after them.</param>
    public static Damage Missing(string prefix, long sequence, long position, (long Sequence, long Position) next)
        => new(NameOf(prefix, sequence), 0, 0, sequence, next.Sequence, position, next.Position) { Kind = DamageKind.Missing };

    /// <summary>Finds all gaps and damaged tails, in order.</summary>
    /// <param name="extents">Existing segments, in order.</param>
    public IReadOnlyList<Damage> Find(IReadOnlyList<SegmentExtent> extents)
    {
        var damages = new List<Damage>();
        // The first segments of the older checkpoint may have been deleted since.
        (long Sequence, long Position)? expected = manifest is { Segments: [var first, ..] } && (!manifest.IsOlder || extents.Count == 0)
            ? (first.Sequence, first.Position)
            : null;
        SegmentExtent? before = null;
        foreach (var extent in extents)
        {
            AddGap(damages, before, expected, (extent.Sequence, extent.Position));
            var end = extent.End ?? manifest?.EndOf(extent.Sequence);
            expected = end is { } known && expected is { } reached && reached.Sequence > known.Sequence ? reached : end;
            before = extent;
        }

        if (manifest is not null && expected is { } last && last.Sequence < manifest.NextSequence)
        {
            AddGap(damages, before, expected, (manifest.NextSequence, manifest.NextPosition));
            damages[^1] = damages[^1] with { IsAtLeast = manifest.HasMore };
        }
        else if (before?.Tail is { } torn)
            damages.Add(torn);
        if (manifest is { Segments: [.., var begun], HasMore: true }
            && begun.Sequence >= manifest.NextSequence
            && extents.All(extent => extent.Sequence < begun.Sequence))
            damages.Add(Missing(begun.Sequence, begun.Position, (begun.Sequence, begun.Position)) with { IsAtLeast = true });
        return damages;
    }

    // Missing records before a record: the end of a truncated or damaged segment, and whole segments.
    private void AddGap(
        List<Damage> damages, SegmentExtent? before, (long Sequence, long Position)? expected, (long Sequence, long Position) next)
    {
        var (sequence, position) = expected ?? next;
        var files = manifest?.Segments.Where(segment => segment.Sequence >= sequence && segment.Sequence < next.Sequence).ToList() ?? [];
        var ends = files.Select(file => (file.Sequence, file.Position)).Append(next).ToList();
        if (before?.Tail is { } tail)
            damages.Add(tail with { NextSequence = ends[0].Sequence, NextPosition = ends[0].Position });
        else if (sequence < ends[0].Sequence)
            damages.Add(CutOrMissing(before, sequence, position, ends[0]));
        for (var i = 0; i < files.Count; i++)
            damages.Add(Missing(files[i].Sequence, files[i].Position, ends[i + 1]));
    }

    // Records outside of listed files: the previous segment is truncated, or a file newer than the list is gone.
    private Damage CutOrMissing(SegmentExtent? before, long sequence, long position, (long Sequence, long Position) next)
    {
        var missing = Missing(sequence, position, next);
        return before is not null && manifest?.EndOf(before.Sequence) is { } end && end.Sequence > sequence
            ? missing with { File = before.Name, Kind = DamageKind.CutShort }
            : missing;
    }

    private Damage Missing(long sequence, long position, (long Sequence, long Position) next) => Missing(prefix, sequence, position, next);
}

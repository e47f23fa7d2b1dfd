using System.Globalization;
using Wasmill.Broker.Log.Format;

namespace Wasmill.Broker.Log.Segments;

// Tested by: MissingSegmentTests
/// <summary>Finds records that should be between, before or after the segments that are there.</summary>
/// <param name="prefix">What the segments' names begin with.</param>
/// <param name="manifest">The segments that must be there; null when nothing lists them.</param>
internal sealed class SegmentGaps(string prefix, SegmentManifest? manifest)
{
    /// <summary>The file name of a segment.</summary>
    public static string NameOf(string prefix, long sequence)
        => string.Create(CultureInfo.InvariantCulture, $"{prefix}{sequence:D20}{SegmentLog.Suffix}");

    /// <summary>Records for which there is no file.</summary>
    /// <param name="prefix">What the segments' names begin with.</param>
    /// <param name="sequence">The first of them.</param>
    /// <param name="position">The position of its first event.</param>
    /// <param name="next">The record after them.</param>
    public static Damage Missing(string prefix, long sequence, long position, (long Sequence, long Position) next)
        => new(NameOf(prefix, sequence), 0, 0, sequence, next.Sequence, position, next.Position) { Kind = DamageKind.Missing };

    /// <summary>Every gap, in order, and the tails of the segments that are no records.</summary>
    /// <param name="extents">The segments that are there, in order.</param>
    public IReadOnlyList<Damage> Find(IReadOnlyList<SegmentExtent> extents)
    {
        var damages = new List<Damage>();
        // What the older checkpoint lists first may have been given back since it was written.
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

    // What is missing before a record: of the segment before, when it is cut short or its tail is damaged, and of whole segments.
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

    // Records that no listed file begins with: the segment before has fewer than it had, or a file that was begun after the list is gone.
    private Damage CutOrMissing(SegmentExtent? before, long sequence, long position, (long Sequence, long Position) next)
    {
        var missing = Missing(sequence, position, next);
        return before is not null && manifest?.EndOf(before.Sequence) is { } end && end.Sequence > sequence
            ? missing with { File = before.Name, Kind = DamageKind.CutShort }
            : missing;
    }

    private Damage Missing(long sequence, long position, (long Sequence, long Position) next) => Missing(prefix, sequence, position, next);
}

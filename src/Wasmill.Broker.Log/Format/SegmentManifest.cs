namespace Wasmill.Broker.Log.Format;

// Tested by: MissingSegmentTests
/// <summary>The segments that must exist, as listed in a checkpoint. Newer segments are not in the list.</summary>
/// <param name="NextSequence">First record that is not covered.</param>
/// <param name="NextPosition">First event that is not covered.</param>
/// <param name="Segments">The segments, oldest first.</param>
internal sealed record SegmentManifest(long NextSequence, long NextPosition, IReadOnlyList<SegmentEntry> Segments)
{
    /// <summary>Indicates whether the list is from the older checkpoint: its oldest segments may have been removed since.</summary>
    public bool IsOlder { get; init; }

    /// <summary>Indicates whether records may have been written after the list.</summary>
    public bool HasMore { get; init; }

    /// <summary>Reads the manifest.</summary>
    public static SegmentManifest Read(ref ByteReader reader)
    {
        var (sequence, position) = (reader.Number(), reader.Number());
        var segments = new List<SegmentEntry>();
        for (var count = reader.Int(); count > 0; count--)
            segments.Add(new SegmentEntry(reader.Number(), reader.Number(), reader.Number()));
        return new SegmentManifest(sequence, position, segments);
    }

    /// <summary>Writes the manifest.</summary>
    public void Write(ByteWriter writer)
    {
        writer.Number(NextSequence);
        writer.Number(NextPosition);
        writer.Number(Segments.Count);
        foreach (var segment in Segments)
        {
            writer.Number(segment.Sequence);
            writer.Number(segment.Position);
            writer.Number(segment.Length);
        }
    }

    /// <summary>Finds the entry of a segment, or null.</summary>
    public SegmentEntry? Find(long sequence)
    {
        foreach (var segment in Segments)
        {
            if (segment.Sequence == sequence)
                return segment;
        }

        return null;
    }

    /// <summary>Finds the end of a listed segment; null if it is not listed.</summary>
    public (long Sequence, long Position)? EndOf(long sequence)
    {
        for (var i = 0; i < Segments.Count; i++)
        {
            if (Segments[i].Sequence == sequence)
                return i + 1 < Segments.Count ? (Segments[i + 1].Sequence, Segments[i + 1].Position) : (NextSequence, NextPosition);
        }

        return null;
    }
}

namespace Wasmill.Broker.Log.Segments;

/// <summary>The extent of one segment, as far as it was read.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Sequence">The sequence number of its first record.</param>
/// <param name="Position">The position of its first event.</param>
/// <param name="End">Sequence number and position after the last intact record; null if not read, because nothing suggests damage.</param>
/// <param name="Tail">Bytes at the end that are not a record, or null.</param>
internal sealed record SegmentExtent(string Name, long Sequence, long Position, (long Sequence, long Position)? End, Damage? Tail);

namespace Wasmill.Broker.Log.Segments;

/// <summary>What one segment holds, as far as it was read.</summary>
/// <param name="Name">The file's name.</param>
/// <param name="Sequence">The sequence number of its first record.</param>
/// <param name="Position">The position of its first event.</param>
/// <param name="End">The numbers after its last intact record; null when it was not read, because nothing speaks against it.</param>
/// <param name="Tail">Bytes at its end that are no record, or null.</param>
internal sealed record SegmentExtent(string Name, long Sequence, long Position, (long Sequence, long Position)? End, Damage? Tail);

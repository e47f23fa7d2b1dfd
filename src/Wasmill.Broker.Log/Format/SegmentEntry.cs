namespace Wasmill.Broker.Log.Format;

/// <summary>A segment that must exist.</summary>
/// <param name="Sequence">The sequence number of its first record, which also names its file.</param>
/// <param name="Position">The position of its first event.</param>
/// <param name="Length">Minimum length in bytes.</param>
internal readonly record struct SegmentEntry(long Sequence, long Position, long Length);

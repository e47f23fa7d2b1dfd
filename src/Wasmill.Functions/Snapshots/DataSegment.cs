namespace Wasmill.Functions.Snapshots;

/// <summary>A part of a memory that becomes an active segment of a module's data section.</summary>
/// <param name="Start">The start in the memory.</param>
/// <param name="Length">The length in bytes.</param>
/// <param name="HeadLength">The length of the segment's head in the section in bytes: its kind, its offset, its length.</param>
internal readonly record struct DataSegment(int Start, int Length, int HeadLength);

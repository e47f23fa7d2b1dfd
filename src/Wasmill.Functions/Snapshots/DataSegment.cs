namespace Wasmill.Functions.Snapshots;

/// <summary>A part of a memory that is an active segment of a module's data section.</summary>
/// <param name="Start">Where it begins in the memory.</param>
/// <param name="Length">Bytes of the memory.</param>
/// <param name="HeadLength">Bytes of what goes before them in the section: the segment's kind, its place, its length.</param>
internal readonly record struct DataSegment(int Start, int Length, int HeadLength);

namespace Wasmill.Broker.Log.Inspection;

/// <summary>A summary of one segment.</summary>
/// <param name="File">Name of the file.</param>
/// <param name="Bytes">Length of the file.</param>
/// <param name="Records">Number of intact records.</param>
/// <param name="Events">Number of events or dead letters in those records.</param>
/// <param name="FirstPosition">Position of the first of them.</param>
public sealed record SegmentSummary(string File, long Bytes, long Records, long Events, long FirstPosition);

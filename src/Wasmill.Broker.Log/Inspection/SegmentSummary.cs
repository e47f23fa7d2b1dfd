namespace Wasmill.Broker.Log.Inspection;

/// <summary>What one segment holds.</summary>
/// <param name="File">Its name.</param>
/// <param name="Bytes">Its length.</param>
/// <param name="Records">Intact records.</param>
/// <param name="Events">Events, or dead letters, in them.</param>
/// <param name="FirstPosition">The position of the first one.</param>
public sealed record SegmentSummary(string File, long Bytes, long Records, long Events, long FirstPosition);

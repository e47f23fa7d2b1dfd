namespace Wasmill.Commands.Events.LogRows;

/// <summary>A segment file of a log.</summary>
/// <param name="File">The file's name.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Records">Its intact records.</param>
/// <param name="Events">Its intact events.</param>
/// <param name="FirstPosition">The position of its first event.</param>
internal sealed record SegmentRow(string File, long Bytes, long Records, long Events, long FirstPosition);

using Wasmill.Broker.Log.Inspection;

namespace Wasmill.Commands.Events.LogRows;

/// <summary>JSON output of <c>log stat</c>.</summary>
/// <param name="Segments">The segment files, oldest first.</param>
/// <param name="Triggers">Where the triggers stood at the last checkpoint.</param>
/// <param name="CheckpointPosition">The position of the last checkpoint; absent when there is none.</param>
internal sealed record StatRow(IReadOnlyList<SegmentRow> Segments, IReadOnlyList<CursorRow> Triggers, long? CheckpointPosition)
{
    /// <summary>The row of a log.</summary>
    public static StatRow Of(LogSummary summary) => new(
        [.. summary.Segments.Select(
            segment => new SegmentRow(segment.File, segment.Bytes, segment.Records, segment.Events, segment.FirstPosition))],
        [.. summary.Triggers.Select(trigger => new CursorRow(trigger.Name, trigger.Cursor, trigger.Open))],
        summary.CheckpointPosition);
}

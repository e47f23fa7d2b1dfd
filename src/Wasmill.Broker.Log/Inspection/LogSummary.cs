using Wasmill.Broker.Log.Segments;

namespace Wasmill.Broker.Log.Inspection;

/// <summary>A summary of a log's files.</summary>
/// <param name="Segments">The segments of dead letters, then those of events.</param>
/// <param name="Damages">Damaged places.</param>
/// <param name="Checkpoint">State of the checkpoints.</param>
/// <param name="CheckpointPosition">Last position that a checkpoint covers; null if there is no checkpoint.</param>
/// <param name="Triggers">Triggers of the checkpoint.</param>
public sealed record LogSummary(
    IReadOnlyList<SegmentSummary> Segments,
    IReadOnlyList<Damage> Damages,
    CheckpointState Checkpoint,
    long? CheckpointPosition,
    IReadOnlyList<TriggerSummary> Triggers)
{
    /// <summary>Indicates whether the log has damage that a crash does not explain.</summary>
    public bool IsDamaged => Checkpoint is CheckpointState.Damaged or CheckpointState.None || Damages.Any(damage => !damage.IsTornTail);

    /// <summary>Intact events, or dead letters.</summary>
    public long Count(bool dead)
        => Segments.Where(segment => segment.File.StartsWith(LogDeadLetters.Prefix, StringComparison.Ordinal) == dead)
            .Sum(segment => segment.Events);
}

using Wasmill.Broker.Log.Segments;

namespace Wasmill.Broker.Log.Inspection;

/// <summary>What a log's files hold.</summary>
/// <param name="Segments">The segments of dead letters, then those of events.</param>
/// <param name="Damages">Places that do not hold what they should.</param>
/// <param name="Checkpoint">What there is of the checkpoints.</param>
/// <param name="CheckpointPosition">The last position that a checkpoint covers; null when there is none.</param>
/// <param name="Triggers">The triggers as the checkpoint has them.</param>
public sealed record LogSummary(
    IReadOnlyList<SegmentSummary> Segments,
    IReadOnlyList<Damage> Damages,
    CheckpointState Checkpoint,
    long? CheckpointPosition,
    IReadOnlyList<TriggerSummary> Triggers)
{
    /// <summary>Whether anything is wrong that a crash does not explain.</summary>
    public bool IsDamaged => Checkpoint is CheckpointState.Damaged or CheckpointState.None || Damages.Any(damage => !damage.IsTornTail);

    /// <summary>Intact events, or dead letters.</summary>
    public long Count(bool dead)
        => Segments.Where(segment => segment.File.StartsWith(LogDeadLetters.Prefix, StringComparison.Ordinal) == dead)
            .Sum(segment => segment.Events);
}

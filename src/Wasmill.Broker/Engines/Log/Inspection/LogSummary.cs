using Wasmill.Broker.Engines.Log.Segments;

namespace Wasmill.Broker.Engines.Log.Inspection;

/// <summary>What a log's files hold.</summary>
/// <param name="Segments">The segments of events, then those of dead letters.</param>
/// <param name="Damages">Places that hold no intact record.</param>
/// <param name="HasDamagedCheckpoint">Whether the newest checkpoint is damaged.</param>
/// <param name="CheckpointPosition">The last position that a checkpoint covers; null when there is none.</param>
/// <param name="Triggers">The triggers as the checkpoint has them.</param>
public sealed record LogSummary(
    IReadOnlyList<SegmentSummary> Segments, IReadOnlyList<Damage> Damages, bool HasDamagedCheckpoint, long? CheckpointPosition, IReadOnlyList<TriggerSummary> Triggers);

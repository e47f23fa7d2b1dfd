namespace Wasmill.Broker.Log.Inspection;

/// <summary>The state of a log's checkpoints.</summary>
public enum CheckpointState
{
    /// <summary>The newest checkpoint is intact, or none is needed.</summary>
    Whole = 1,

    /// <summary>The newest is missing, as after a crash during its write; the previous one is used.</summary>
    OlderOnly,

    /// <summary>The newest is damaged; the previous one is used.</summary>
    Damaged,

    /// <summary>No checkpoint is intact: a start redelivers all stored events.</summary>
    None,
}

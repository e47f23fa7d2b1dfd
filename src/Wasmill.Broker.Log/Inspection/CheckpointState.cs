namespace Wasmill.Broker.Log.Inspection;

/// <summary>The state of a log's checkpoints.</summary>
public enum CheckpointState
{
    /// <summary>The newest is whole, or there is nothing that needs one.</summary>
    Whole = 1,

    /// <summary>The newest is missing, as a crash in the middle of writing it leaves it; the one before it is used.</summary>
    OlderOnly,

    /// <summary>The newest is damaged; the one before it is used.</summary>
    Damaged,

    /// <summary>None is whole: a start delivers everything again that is kept.</summary>
    None,
}

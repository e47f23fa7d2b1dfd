namespace Wasmill.Broker.Log.Format;

/// <summary>What stands in a section at the end of a checkpoint (docs/formats/log.md).</summary>
internal enum CheckpointSection : byte
{
    /// <summary>The segments of events that must be there.</summary>
    Segments = 1,

    /// <summary>The segments of dead letters that must be there.</summary>
    DeadLetters = 2,

    /// <summary>Positions that are known to be gone.</summary>
    Gone = 3,

    /// <summary>How many lost events each trigger had yet to deliver.</summary>
    Lost = 4,

    /// <summary>Where triggers begin that the log should know and does not.</summary>
    DamagedFrom = 5,
}

namespace Wasmill.Broker.Log.Format;

/// <summary>The type of a section at the end of a checkpoint (docs/formats/log.md).</summary>
internal enum CheckpointSection : byte
{
    /// <summary>The event segments that must exist.</summary>
    Segments = 1,

    /// <summary>The dead letter segments that must exist.</summary>
    DeadLetters = 2,

    /// <summary>Lost positions.</summary>
    Gone = 3,

    /// <summary>The number of lost events that each trigger had not delivered.</summary>
    Lost = 4,

    /// <summary>The start position of triggers whose progress was lost to damage.</summary>
    DamagedFrom = 5,
}

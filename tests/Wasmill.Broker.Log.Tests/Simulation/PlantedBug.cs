namespace Wasmill.Broker.Log.Tests.Simulation;

/// <summary>Mistakes that a broker can make, put in on purpose: a simulation that does not find them proves nothing.</summary>
public enum PlantedBug
{
    None,

    /// <summary>An event counts as stored before the disk has it.</summary>
    AckBeforeFlush,

    /// <summary>An outcome is recorded before the replies are stored.</summary>
    AckBeforeReply,

    /// <summary>An open retry counts as final in the log, and is remembered in memory only.</summary>
    FloorOverOpenRetry,

    /// <summary>A timer that the state machine asked for is not set.</summary>
    LostTimer,

    /// <summary>The events of a batch are stored one by one, and what a crash leaves of it is kept.</summary>
    TornBatchKept,

    /// <summary>A segment that goes missing is in no checkpoint's list.</summary>
    UnlistedSegment,
}

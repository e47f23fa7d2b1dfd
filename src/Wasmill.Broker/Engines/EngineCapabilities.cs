namespace Wasmill.Broker.Engines;

/// <summary>What an engine can do beyond the least.</summary>
[Flags]
public enum EngineCapabilities
{
    /// <summary>The least.</summary>
    None = 0,

    /// <summary>A batch is stored all or none, also over a crash.</summary>
    AtomicBatch = 1,

    /// <summary>An outcome and its replies are stored in one commit; otherwise replies come first, and a crash between the two repeats the delivery.</summary>
    AtomicReply = 2,

    /// <summary>Several processes may share the work of one trigger.</summary>
    SharedFeeds = 4,

    /// <summary>Open retries, with their attempt and due time, survive a restart.</summary>
    DurableSchedule = 8,
}

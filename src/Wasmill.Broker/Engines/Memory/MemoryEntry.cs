using Wasmill.Broker.Records;

namespace Wasmill.Broker.Engines.Memory;

/// <summary>An event and the number of triggers that have not delivered it. Guarded by the engine's lock.</summary>
internal sealed class MemoryEntry(StoredEvent stored)
{
    /// <summary>The event.</summary>
    public StoredEvent Stored { get; } = stored;

    /// <summary>Bytes that count toward the limit.</summary>
    public int Bytes { get; } = stored.Bytes;

    /// <summary>Number of triggers without a final outcome.</summary>
    public int Open { get; set; }
}

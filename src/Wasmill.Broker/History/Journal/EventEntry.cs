using Wasmill.Broker.Records;

namespace Wasmill.Broker.History.Journal;

/// <summary>One event in the journal. Guarded by the journal's lock.</summary>
internal sealed class EventEntry(StoredEvent stored)
{
    public StoredEvent Event { get; } = stored;

    /// <summary>Indicates whether the event has been matched.</summary>
    public bool IsMatched { get; set; }

    public Dictionary<string, DeliveryEntry> Deliveries { get; } = new(StringComparer.Ordinal);
}

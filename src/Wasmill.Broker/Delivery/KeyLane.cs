namespace Wasmill.Broker.Delivery;

/// <summary>The events of one key: one holds the lane, the others wait behind it in the order of the log.</summary>
internal sealed class KeyLane(string key)
{
    public string Key { get; } = key;

    /// <summary>The waiting deliveries, by position.</summary>
    public PriorityQueue<MachineDelivery, long> Waiting { get; } = new();
}

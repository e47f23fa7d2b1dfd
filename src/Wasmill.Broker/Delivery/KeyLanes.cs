namespace Wasmill.Broker.Delivery;

// Tested by: OrderingTests
/// <summary>Keeps the events of each key in order: one event holds the lane until it is settled.</summary>
internal sealed class KeyLanes
{
    private readonly Dictionary<string, KeyLane> _lanes = new(StringComparer.Ordinal);

    /// <summary>Number of events that wait for their key's lane.</summary>
    public int Held { get; private set; }

    /// <summary>The bytes of their payloads.</summary>
    public long HeldBytes { get; private set; }

    /// <summary>Adds a delivery.</summary>
    /// <returns>True if it holds its key's lane now; otherwise it is held back until <see cref="Leave"/> returns it.</returns>
    public bool Enter(MachineDelivery open, string key)
    {
        if (!_lanes.TryGetValue(key, out var lane))
        {
            _lanes.Add(key, open.Lane = new KeyLane(key));
            return true;
        }

        open.Lane = lane;
        lane.Waiting.Enqueue(open, open.Delivery.Event.Position);
        Held++;
        HeldBytes += SizeOf(open);
        return false;
    }

    /// <summary>Releases the lane of a delivery's key.</summary>
    /// <returns>The next delivery of that key, which holds the lane now; null if there is none.</returns>
    public MachineDelivery? Leave(MachineDelivery open)
    {
        if (open.Lane is not { } lane)
            return null;
        open.Lane = null;
        if (lane.Waiting.TryDequeue(out var next, out _))
        {
            Held--;
            HeldBytes -= SizeOf(next);
            return next;
        }

        // After ReleaseAll, the lane is not in the table, or another lane of its key is.
        if (_lanes.GetValueOrDefault(lane.Key) == lane)
            _lanes.Remove(lane.Key);
        return null;
    }

    /// <summary>Removes all keys.</summary>
    /// <returns>The deliveries that were held back, in the order of the log.</returns>
    public IReadOnlyList<MachineDelivery> ReleaseAll()
    {
        var released = new List<MachineDelivery>(Held);
        foreach (var lane in _lanes.Values)
        {
            while (lane.Waiting.TryDequeue(out var open, out _))
            {
                open.Lane = null;
                released.Add(open);
            }
        }

        _lanes.Clear();
        (Held, HeldBytes) = (0, 0);
        return [.. released.OrderBy(open => open.Delivery.Event.Position)];
    }

    private static int SizeOf(MachineDelivery open) => open.Delivery.Event.Event.Data.Length;
}

namespace Wasmill.Broker.Delivery;

// Tested by: OrderingTests
/// <summary>Keeps the events of each key in order: one of them has the place, until it is settled.</summary>
internal sealed class KeyLanes
{
    private readonly Dictionary<string, KeyLane> _lanes = new(StringComparer.Ordinal);

    /// <summary>Events that wait for their key's place.</summary>
    public int Held { get; private set; }

    /// <summary>The bytes of their payloads.</summary>
    public long HeldBytes { get; private set; }

    /// <summary>Takes a delivery in.</summary>
    /// <returns>Whether it has its key's place now; otherwise it is held back until <see cref="Leave"/> gives it.</returns>
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

    /// <summary>Gives the place of a delivery's key up.</summary>
    /// <returns>The next of that key, which has the place now; null when there is none.</returns>
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

        // A lane that ReleaseAll has left behind is not in the table, or another one of its key is.
        if (_lanes.GetValueOrDefault(lane.Key) == lane)
            _lanes.Remove(lane.Key);
        return null;
    }

    /// <summary>Forgets every key.</summary>
    /// <returns>What was held back, in the order of the log.</returns>
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

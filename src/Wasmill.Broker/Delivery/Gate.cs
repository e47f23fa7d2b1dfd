using Wasmill.Broker.Delivery.Pacing;

namespace Wasmill.Broker.Delivery;

/// <summary>
/// One destination of a trigger, its target or its dead letter sink: the ready deliveries, the running attempts,
/// and the conditions that block the next start.
/// </summary>
internal sealed class Gate
{
    /// <summary>Deliveries that start as soon as nothing blocks the gate.</summary>
    public Queue<MachineDelivery> Ready { get; } = new();

    /// <summary>Pauses while the destination is down.</summary>
    public Circuit Circuit { get; } = new();

    /// <summary>Number of running attempts.</summary>
    public int Running { get; set; }

    /// <summary>Time until which the destination has no room for an attempt.</summary>
    public DateTimeOffset BusyUntil { get; set; }

    /// <summary>Limit of starts per second; null for no limit.</summary>
    public RateBucket? Bucket { get; set; }

    /// <summary>Gets the time until which starts are blocked; null if none. A past time means: until a running attempt has ended.</summary>
    public DateTimeOffset? BlockedUntil(DateTimeOffset now)
        => BusyUntil > now ? BusyUntil : Circuit.BlockedUntil(now, Running) ?? Bucket?.BlockedUntil(now);

    /// <summary>Starts the next ready delivery.</summary>
    public MachineDelivery Start(DateTimeOffset now)
    {
        Running++;
        Bucket?.Take(now);
        return Ready.Dequeue();
    }
}

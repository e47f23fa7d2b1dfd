using Wasmill.Broker.Delivery.Pacing;

namespace Wasmill.Broker.Delivery;

/// <summary>
/// One destination of a trigger, its target or its dead letter sink: what is ready to go there, what runs,
/// and what keeps the next from starting.
/// </summary>
internal sealed class Gate
{
    /// <summary>Deliveries that start as soon as nothing blocks the gate.</summary>
    public Queue<MachineDelivery> Ready { get; } = new();

    /// <summary>Pauses while the destination is down.</summary>
    public Circuit Circuit { get; } = new();

    /// <summary>Attempts that run.</summary>
    public int Running { get; set; }

    /// <summary>Until when the destination has no room to try.</summary>
    public DateTimeOffset BusyUntil { get; set; }

    /// <summary>Limit of starts per second; null for no limit.</summary>
    public RateBucket? Bucket { get; set; }

    /// <summary>Until when nothing may start, or null when one may. A past time means: not before an attempt that runs has ended.</summary>
    public DateTimeOffset? BlockedUntil(DateTimeOffset now)
        => BusyUntil > now ? BusyUntil : Circuit.BlockedUntil(now, Running) ?? Bucket?.BlockedUntil(now);

    /// <summary>Takes the next that is ready; it runs from now on.</summary>
    public MachineDelivery Start(DateTimeOffset now)
    {
        Running++;
        Bucket?.Take(now);
        return Ready.Dequeue();
    }
}

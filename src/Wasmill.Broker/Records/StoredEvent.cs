using Wasmill.Events;

namespace Wasmill.Broker.Records;

/// <summary>An event in the log.</summary>
/// <param name="Position">Its place in the log; positions grow, without gaps in the embedded engines.</param>
/// <param name="Arrived">When the broker took it.</param>
/// <param name="Event">The event.</param>
/// <param name="Cause">What it answers, or null for an event from outside.</param>
/// <param name="Hops">Deliveries between it and the event from outside that began the chain.</param>
public sealed record StoredEvent(long Position, DateTimeOffset Arrived, CloudEvent Event, EventCause? Cause, int Hops)
{
    /// <summary>The only trigger that gets the event, whatever the filters say; null for everybody.</summary>
    public string? Audience { get; init; }

    /// <summary>Size of the event in memory, in bytes. Computed once, because it is read many times.</summary>
    public int Bytes { get; } = EventSize.Measure(Event);
}

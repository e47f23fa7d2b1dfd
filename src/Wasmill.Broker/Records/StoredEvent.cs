using Wasmill.Events;

namespace Wasmill.Broker.Records;

/// <summary>An event in the log.</summary>
/// <param name="Position">Position in the log; positions increase, without gaps in the embedded engines.</param>
/// <param name="Arrived">Time when the broker accepted the event.</param>
/// <param name="Event">The event.</param>
/// <param name="Cause">The delivery that it replies to; null for an external event.</param>
/// <param name="Hops">Number of deliveries between it and the external event that started the chain.</param>
public sealed record StoredEvent(long Position, DateTimeOffset Arrived, CloudEvent Event, EventCause? Cause, int Hops)
{
    /// <summary>The only trigger that gets the event, regardless of filters; null for all triggers.</summary>
    public string? Audience { get; init; }

    /// <summary>Size of the event in memory, in bytes. Computed once, because it is read many times.</summary>
    public int Bytes { get; } = EventSize.Measure(Event);
}

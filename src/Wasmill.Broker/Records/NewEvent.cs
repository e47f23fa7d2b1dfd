using Wasmill.Events;

namespace Wasmill.Broker.Records;

/// <summary>An event to be stored.</summary>
/// <param name="Event">The event.</param>
/// <param name="Cause">The delivery that it replies to; null for an external event.</param>
/// <param name="Hops">Number of deliveries between it and the external event that started the chain; 0 for the external event.</param>
public sealed record NewEvent(CloudEvent Event, EventCause? Cause, int Hops)
{
    /// <summary>
    /// The only trigger that gets the event, regardless of filters; set when a dead letter is redelivered. Null for all triggers.
    /// </summary>
    public string? Audience { get; init; }
}

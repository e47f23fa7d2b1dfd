using Wasmill.Events;

namespace Wasmill.Broker.Records;

/// <summary>An event on its way into the log.</summary>
/// <param name="Event">The event.</param>
/// <param name="Cause">What it answers, or null for an event from outside.</param>
/// <param name="Hops">How many deliveries lie between it and the event from outside that began the chain; 0 for that one.</param>
public sealed record NewEvent(CloudEvent Event, EventCause? Cause, int Hops)
{
    /// <summary>
    /// The only trigger that gets the event, whatever the filters say: set when a dead letter is sent again. Null for everybody.
    /// </summary>
    public string? Audience { get; init; }
}

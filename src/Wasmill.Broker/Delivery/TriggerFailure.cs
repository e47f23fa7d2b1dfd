namespace Wasmill.Broker.Delivery;

/// <summary>A failed attempt.</summary>
/// <param name="EventId">Id of the event.</param>
/// <param name="Reason">Reason in one line.</param>
/// <param name="At">Time of the failure.</param>
public sealed record TriggerFailure(string EventId, string Reason, DateTimeOffset At);

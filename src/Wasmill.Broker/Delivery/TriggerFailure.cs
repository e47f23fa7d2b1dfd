namespace Wasmill.Broker.Delivery;

/// <summary>A failed attempt.</summary>
/// <param name="Reason">Reason in one line.</param>
/// <param name="At">Time of the failure.</param>
public sealed record TriggerFailure(string Reason, DateTimeOffset At);

namespace Wasmill.Broker.Delivery;

/// <summary>A failed attempt.</summary>
/// <param name="Reason">One line for people.</param>
/// <param name="At">When it failed.</param>
public sealed record TriggerFailure(string Reason, DateTimeOffset At);

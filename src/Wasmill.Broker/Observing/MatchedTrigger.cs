namespace Wasmill.Broker.Observing;

/// <summary>A trigger that gets an event, and its target.</summary>
/// <param name="Trigger">The trigger's name.</param>
/// <param name="Target">The target's name.</param>
public readonly record struct MatchedTrigger(string Trigger, string Target);

namespace Wasmill.Broker.Observing;

/// <summary>A trigger that gets an event, and the target that it delivers to.</summary>
/// <param name="Trigger">The trigger's name.</param>
/// <param name="Target">The target's name.</param>
public readonly record struct MatchedTrigger(string Trigger, string Target);

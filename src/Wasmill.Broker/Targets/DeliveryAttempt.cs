using Wasmill.Broker.Engines;

namespace Wasmill.Broker.Targets;

/// <summary>One attempt to deliver one event to one target on behalf of one trigger.</summary>
/// <param name="Event">The stored event.</param>
/// <param name="Trigger">The trigger's name.</param>
/// <param name="Number">1 for the first attempt.</param>
public sealed record DeliveryAttempt(StoredEvent Event, string Trigger, int Number);

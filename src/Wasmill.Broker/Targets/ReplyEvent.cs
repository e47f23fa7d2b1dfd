using Wasmill.Events;

namespace Wasmill.Broker.Targets;

/// <summary>An event that a target answered with.</summary>
/// <param name="Event">The event. Where the answer had no <c>id</c>, <see cref="CloudEvent.Id"/> is empty and the broker derives one from (trigger, position of the cause, index), so that a repeated delivery repeats it.</param>
public sealed record ReplyEvent(CloudEvent Event);

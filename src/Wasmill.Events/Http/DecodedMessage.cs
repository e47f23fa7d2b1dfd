namespace Wasmill.Events.Http;

/// <summary>What was found in an HTTP message.</summary>
/// <param name="Kind">What the message carries, as its headers say.</param>
/// <param name="Events">The events; empty when there is an error, and for an empty batch.</param>
/// <param name="Error">Why it cannot be accepted, or null.</param>
public sealed record DecodedMessage(MessageKind Kind, IReadOnlyList<CloudEvent> Events, EventError? Error);

namespace Wasmill.Events.Http;

/// <summary>The result of decoding an HTTP message.</summary>
/// <param name="Kind">The kind of message according to its headers.</param>
/// <param name="Events">The events; empty on error and for an empty batch.</param>
/// <param name="Error">The reason why the message is not acceptable, or null.</param>
public sealed record DecodedMessage(MessageKind Kind, IReadOnlyList<CloudEvent> Events, EventError? Error);

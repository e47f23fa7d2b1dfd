namespace Wasmill.Commands.Events.Sending;

/// <summary>Result of sending an event.</summary>
/// <param name="Status">The HTTP status; 0 when there was no answer.</param>
/// <param name="Position">The event's place in the broker's log; null when it was not stored there.</param>
/// <param name="Error">Reason of the failure, or null.</param>
internal sealed record SentEvent(int Status, long? Position, string? Error);

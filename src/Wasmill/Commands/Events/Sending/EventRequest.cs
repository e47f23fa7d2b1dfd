namespace Wasmill.Commands.Events.Sending;

/// <summary>Attributes given to <c>send-event</c>.</summary>
internal sealed record EventRequest(
    string Type, string Source, string? Id, string? Subject, string? ContentType, IReadOnlyList<string> Extensions);

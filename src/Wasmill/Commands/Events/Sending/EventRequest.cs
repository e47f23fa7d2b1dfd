namespace Wasmill.Commands.Events.Sending;

/// <summary>The attributes that <c>send-event</c> was asked for.</summary>
internal sealed record EventRequest(
    string Type, string Source, string? Id, string? Subject, string? ContentType, IReadOnlyList<string> Extensions);

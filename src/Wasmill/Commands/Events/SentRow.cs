using Wasmill.Client.Api;

namespace Wasmill.Commands.Events;

/// <summary>An event that was sent.</summary>
internal sealed record SentRow(string Id, string Type, string Destination, int Status, long? Position, string? Error, OutcomeDto? Outcome);

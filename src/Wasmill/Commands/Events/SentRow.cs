using Wasmill.Client.Api;

namespace Wasmill.Commands.Events;

/// <summary>An event that was sent.</summary>
internal sealed record SentRow
{
    /// <summary></summary>
    public required string Id { get; init; }

    /// <summary></summary>
    public required string Type { get; init; }

    /// <summary></summary>
    public required string Destination { get; init; }

    /// <summary></summary>
    public required int Status { get; init; }

    /// <summary></summary>
    public long? Position { get; init; }

    /// <summary></summary>
    public string? Error { get; init; }

    /// <summary></summary>
    public OutcomeDto? Outcome { get; init; }
}

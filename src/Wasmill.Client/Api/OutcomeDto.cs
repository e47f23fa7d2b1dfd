namespace Wasmill.Client.Api;

/// <summary>
/// Outcome of an event and of its replies. The list is flat: a reply names the delivery that it answers, so that a chain of replies of
/// any length does not nest deeper.
/// </summary>
public sealed record OutcomeDto
{
    /// <summary>Its position in the log.</summary>
    public required long Position { get; init; }

    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>Its type.</summary>
    public required string Type { get; init; }

    /// <summary>Whether the event and all its replies have a final outcome.</summary>
    public required bool Complete { get; init; }

    /// <summary>The deliveries, one for each trigger that matched.</summary>
    public required IReadOnlyList<DeliveryDto> Deliveries { get; init; }

    /// <summary>The replies to the event, direct and indirect; a reply follows the event that it answers.
    /// At most 1,000.</summary>
    public required IReadOnlyList<ReplyDto> Replies { get; init; }

    /// <summary>The minimum number of replies beyond that limit; 0 when all are listed.</summary>
    public required int OmittedReplies { get; init; }
}

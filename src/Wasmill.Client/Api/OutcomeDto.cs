namespace Wasmill.Client.Api;

/// <summary>
/// Outcome of an event and of its replies. The list is flat: a reply names the delivery that it answers, so that a chain of replies of
/// any length does not nest deeper.
/// </summary>
/// <param name="Position">Its position in the log.</param>
/// <param name="Id">Its id.</param>
/// <param name="Type">Its type.</param>
/// <param name="Complete">Whether the event and all its replies have a final outcome.</param>
/// <param name="Deliveries">The deliveries, one for each trigger that matched.</param>
/// <param name="Replies">The replies to the event, direct and indirect; a reply follows the event that it answers.
/// At most 1,000.</param>
/// <param name="OmittedReplies">The minimum number of replies beyond that limit; 0 when all are listed.</param>
public sealed record OutcomeDto(
    long Position, string Id, string Type, bool Complete, IReadOnlyList<DeliveryDto> Deliveries, IReadOnlyList<ReplyDto> Replies,
    int OmittedReplies);

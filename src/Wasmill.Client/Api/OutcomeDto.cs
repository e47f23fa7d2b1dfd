namespace Wasmill.Client.Api;

/// <summary>
/// Outcome of an event and of the events that came of it. Flat: a reply names the delivery that it answers, so that a chain of replies of
/// any length nests no deeper.
/// </summary>
/// <param name="Position">Its place in the log.</param>
/// <param name="Id">Its id.</param>
/// <param name="Type">Its type.</param>
/// <param name="Complete">Whether everything that follows from it has a final outcome.</param>
/// <param name="Deliveries">One for each trigger that it matched.</param>
/// <param name="Replies">The events that came of it, directly or through other replies; a reply follows the event that it answers.
/// At most 1,000.</param>
/// <param name="OmittedReplies">Replies beyond that bound, at least; 0 when all are listed.</param>
public sealed record OutcomeDto(
    long Position, string Id, string Type, bool Complete, IReadOnlyList<DeliveryDto> Deliveries, IReadOnlyList<ReplyDto> Replies,
    int OmittedReplies);

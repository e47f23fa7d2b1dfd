namespace Wasmill.Client.Api;

/// <summary>An event that a target answered with, and its own deliveries.</summary>
/// <param name="Position">Its place in the log.</param>
/// <param name="Id">Its id.</param>
/// <param name="Type">Its type.</param>
/// <param name="Cause">Position of the event that it answers: the outcome's own, or that of an earlier reply.</param>
/// <param name="CauseDelivery">Index of the delivery, among those of that event, that it came of.</param>
/// <param name="Deliveries">One for each trigger that it matched.</param>
public sealed record ReplyDto(long Position, string Id, string Type, long Cause, int CauseDelivery, IReadOnlyList<DeliveryDto> Deliveries);

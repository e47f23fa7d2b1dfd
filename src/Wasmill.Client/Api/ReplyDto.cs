namespace Wasmill.Client.Api;

/// <summary>An event in a target's reply, with its own deliveries.</summary>
/// <param name="Position">Its position in the log.</param>
/// <param name="Id">Its id.</param>
/// <param name="Type">Its type.</param>
/// <param name="Cause">Position of the event that it answers: the outcome's own event or an earlier reply.</param>
/// <param name="CauseDelivery">Index of the delivery that it answers, among the deliveries of that event.</param>
/// <param name="Deliveries">The deliveries, one for each trigger that matched.</param>
public sealed record ReplyDto(long Position, string Id, string Type, long Cause, int CauseDelivery, IReadOnlyList<DeliveryDto> Deliveries);

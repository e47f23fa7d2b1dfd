namespace Wasmill.Server.Api;

/// <summary>What became of an event.</summary>
/// <param name="Position">Its place in the log.</param>
/// <param name="Id">Its id.</param>
/// <param name="Type">Its type.</param>
/// <param name="Complete">Whether everything that follows from it has a final outcome.</param>
/// <param name="Deliveries">One for each trigger that it matched.</param>
public sealed record OutcomeDto(long Position, string Id, string Type, bool Complete, IReadOnlyList<DeliveryDto> Deliveries);

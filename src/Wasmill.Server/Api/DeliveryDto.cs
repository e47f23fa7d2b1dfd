namespace Wasmill.Server.Api;

/// <summary>What one trigger did with an event.</summary>
/// <param name="Trigger">The trigger.</param>
/// <param name="Target">Its target.</param>
/// <param name="State"><c>pending</c>, <c>retrying</c>, <c>delivered</c> or <c>givenUp</c>.</param>
/// <param name="Attempts">The last attempts.</param>
/// <param name="NextDue">When the next attempt is due, while there is one.</param>
/// <param name="Replies">What became of the events in the answer.</param>
public sealed record DeliveryDto(
    string Trigger, string Target, string State, IReadOnlyList<AttemptDto> Attempts, DateTimeOffset? NextDue, IReadOnlyList<OutcomeDto> Replies);

namespace Wasmill.Client.Api;

/// <summary>What one trigger did with an event.</summary>
/// <param name="Trigger">The trigger.</param>
/// <param name="Target">Its target; empty when it is not known any more.</param>
/// <param name="State"><c>pending</c>, <c>retrying</c>, <c>delivered</c> or <c>givenUp</c>.</param>
/// <param name="Attempts">The last attempts.</param>
/// <param name="NextDue">When the next attempt is due, while there is one.</param>
/// <param name="Deleted">Whether the trigger was deleted since; another one may have its name.</param>
public sealed record DeliveryDto(
    string Trigger, string Target, string State, IReadOnlyList<AttemptDto> Attempts, DateTimeOffset? NextDue, bool Deleted);

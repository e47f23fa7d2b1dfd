namespace Wasmill.Client.Api;

/// <summary>The delivery of an event by one trigger.</summary>
/// <param name="Trigger">The trigger.</param>
/// <param name="Target">Its target; empty when it is no longer known.</param>
/// <param name="State"><c>pending</c>, <c>retrying</c>, <c>delivered</c> or <c>givenUp</c>.</param>
/// <param name="Attempts">The last attempts.</param>
/// <param name="NextDue">The time of the next attempt; null if none.</param>
/// <param name="Deleted">Whether the trigger has been deleted; another trigger may have its name now.</param>
public sealed record DeliveryDto(
    string Trigger, string Target, string State, IReadOnlyList<AttemptDto> Attempts, DateTimeOffset? NextDue, bool Deleted);

namespace Wasmill.Client.Api;

/// <summary>A trigger and how it is doing. The numbers count from the start of the process and are 0 while the broker is stopped.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Target">Its target's name.</param>
/// <param name="Filter">Its filter, as text.</param>
/// <param name="Lag">Events that it has yet to deliver.</param>
/// <param name="OpenRetries">How many of them wait for another attempt.</param>
/// <param name="NextRetry">When the first of those is due.</param>
/// <param name="InFlight">Attempts that run now.</param>
/// <param name="Delivered">Deliveries.</param>
/// <param name="FailedAttempts">Failed attempts.</param>
/// <param name="DeadLetters">Events that were given up.</param>
/// <param name="PausedUntil">When the next probe is due while the trigger pauses because its target is down.</param>
/// <param name="LastError">Why an attempt failed last; null when the last one succeeded and none waits to be made again.</param>
/// <param name="LastErrorAt">When.</param>
/// <param name="Rate">Deliveries in a second, over the last ten.</param>
/// <param name="Oldest">When the oldest event arrived that is yet to be delivered.</param>
/// <param name="Lost">Events that it had yet to deliver when they were found to be gone from the disk;
/// counted since the trigger was made.</param>
public sealed record TriggerDto(
    string Name, string Target, string Filter, long Lag = 0, int OpenRetries = 0, DateTimeOffset? NextRetry = null, int InFlight = 0,
    long Delivered = 0, long FailedAttempts = 0, long DeadLetters = 0, DateTimeOffset? PausedUntil = null, string? LastError = null,
    DateTimeOffset? LastErrorAt = null, double Rate = 0, DateTimeOffset? Oldest = null, long Lost = 0);

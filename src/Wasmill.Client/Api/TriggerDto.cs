namespace Wasmill.Client.Api;

/// <summary>A trigger and its statistics. Counters start at 0 with the process; they are 0 while the broker is stopped.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Target">Its target's name.</param>
/// <param name="Filter">Its filter, as text.</param>
/// <param name="Lag">Number of events not yet delivered.</param>
/// <param name="OpenRetries">Number of events waiting for a retry.</param>
/// <param name="NextRetry">Time of the next retry.</param>
/// <param name="InFlight">Number of attempts in progress.</param>
/// <param name="Delivered">Number of successful deliveries.</param>
/// <param name="FailedAttempts">Number of failed attempts.</param>
/// <param name="DeadLetters">Number of events that were dead-lettered.</param>
/// <param name="PausedUntil">Time of the next probe while the trigger is paused because its target is down.</param>
/// <param name="LastError">Reason of the last failed attempt; null when the last attempt succeeded and no event waits for a retry.</param>
/// <param name="LastErrorAt">Time of the last error.</param>
/// <param name="Rate">Deliveries per second over the last ten seconds.</param>
/// <param name="Oldest">Arrival time of the oldest event not yet delivered.</param>
/// <param name="Lost">Number of undelivered events that were found to be missing from the disk;
/// counted since the trigger was created.</param>
public sealed record TriggerDto(
    string Name, string Target, string Filter, long Lag = 0, int OpenRetries = 0, DateTimeOffset? NextRetry = null, int InFlight = 0,
    long Delivered = 0, long FailedAttempts = 0, long DeadLetters = 0, DateTimeOffset? PausedUntil = null, string? LastError = null,
    DateTimeOffset? LastErrorAt = null, double Rate = 0, DateTimeOffset? Oldest = null, long Lost = 0);

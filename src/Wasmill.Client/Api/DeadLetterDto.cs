using System.Text.Json;

namespace Wasmill.Client.Api;

/// <summary>A dead letter.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Trigger">The trigger that could not deliver the event.</param>
/// <param name="Reason"><c>retriesExhausted</c>, <c>refused</c>, <c>loop</c>, <c>retention</c>, <c>damaged</c> or <c>crash</c>.</param>
/// <param name="Detail">The reason of the last attempt's failure.</param>
/// <param name="Status">The last HTTP status, or null.</param>
/// <param name="Attempts">The number of attempts.</param>
/// <param name="At">The time at which the event was dead-lettered.</param>
/// <param name="Position">The event's position in the log.</param>
/// <param name="Id">The event's id.</param>
/// <param name="Type">The event's type.</param>
/// <param name="Event">The event in the CloudEvents JSON format; null in lists.</param>
public sealed record DeadLetterDto(
    long Number, string Trigger, string Reason, string Detail, int? Status, int Attempts, DateTimeOffset At, long Position, string Id,
    string Type, JsonElement? Event = null);

namespace Wasmill.Broker.Records;

/// <summary>An event that was given up; a copy, not a reference into the log.</summary>
/// <param name="Number">Its number in the store, from 1.</param>
/// <param name="Event">The event.</param>
/// <param name="Trigger">The trigger that gave it up.</param>
/// <param name="Reason">Why.</param>
/// <param name="Detail">What the last attempt said.</param>
/// <param name="Status">The last HTTP status, or null.</param>
/// <param name="Attempts">How many attempts were made.</param>
/// <param name="At">When it was given up.</param>
public sealed record DeadLetter(
    long Number, StoredEvent Event, string Trigger, DeadLetterReason Reason, string Detail, int? Status, int Attempts, DateTimeOffset At);

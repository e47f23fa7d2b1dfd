namespace Wasmill.Broker.Records;

/// <summary>An undeliverable event; a copy, not a reference into the log.</summary>
/// <param name="Number">Number in the store, from 1.</param>
/// <param name="Event">The event.</param>
/// <param name="Trigger">Trigger that could not deliver the event.</param>
/// <param name="Reason">Reason of the dead letter.</param>
/// <param name="Detail">Message of the last attempt.</param>
/// <param name="Status">The last HTTP status, or null.</param>
/// <param name="Attempts">Number of attempts.</param>
/// <param name="At">Time when the event was dead-lettered.</param>
public sealed record DeadLetter(
    long Number, StoredEvent Event, string Trigger, DeadLetterReason Reason, string Detail, int? Status, int Attempts, DateTimeOffset At);

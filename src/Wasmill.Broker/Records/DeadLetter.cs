namespace Wasmill.Broker.Records;

/// <summary>An undeliverable event; a copy, not a reference into the log.</summary>
public sealed record DeadLetter
{
    /// <summary>Number in the store, from 1.</summary>
    public required long Number { get; init; }

    /// <summary>The event.</summary>
    public required StoredEvent Event { get; init; }

    /// <summary>Trigger that could not deliver the event.</summary>
    public required string Trigger { get; init; }

    /// <summary>Reason of the dead letter.</summary>
    public required DeadLetterReason Reason { get; init; }

    /// <summary>Message of the last attempt.</summary>
    public required string Detail { get; init; }

    /// <summary>The last HTTP status, or null.</summary>
    public int? Status { get; init; }

    /// <summary>Number of attempts.</summary>
    public required int Attempts { get; init; }

    /// <summary>Time when the event was dead-lettered.</summary>
    public required DateTimeOffset At { get; init; }
}

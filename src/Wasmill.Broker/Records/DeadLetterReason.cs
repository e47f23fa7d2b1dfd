namespace Wasmill.Broker.Records;

/// <summary>The reason why an event was dead-lettered.</summary>
public enum DeadLetterReason
{
    /// <summary>Every attempt that the trigger's policy allows has failed.</summary>
    RetriesExhausted = 1,

    /// <summary>The target refused the event permanently.</summary>
    Refused,

    /// <summary>The chain of replies reached the hop limit.</summary>
    Loop,

    /// <summary>The log had to free the space before the trigger had finished the event.</summary>
    Retention,

    /// <summary>The record of the event was damaged on disk and could not be delivered.</summary>
    Damaged,

    /// <summary>The process crashed twice in a row while the event was in flight in a function.</summary>
    Crash,
}

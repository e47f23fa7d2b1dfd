namespace Wasmill.Broker.Records;

/// <summary>The reason why an event was dead-lettered.</summary>
public enum DeadLetterReason
{
    /// <summary>Every attempt that the trigger's policy allows has failed.</summary>
    RetriesExhausted = 1,

    /// <summary>The target refused it for good.</summary>
    Refused,

    /// <summary>The chain of replies reached its limit of hops.</summary>
    Loop,

    /// <summary>The log had to give up the space before the trigger was done with the event.</summary>
    Retention,

    /// <summary>The record of the event was damaged on the disk: what is left of it could not be delivered.</summary>
    Damaged,

    /// <summary>The process ended twice in a row while the event was in flight in a function.</summary>
    Crash,
}

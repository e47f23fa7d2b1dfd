namespace Wasmill.Client.Api;

// Tested by: DescribeCommandTests
/// <summary>A trigger and its statistics. Counters start at 0 with the process; they are 0 while the broker is stopped.</summary>
public sealed record TriggerDto
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its target's name.</summary>
    public required string Target { get; init; }

    /// <summary>Its filter, as text.</summary>
    public required string Filter { get; init; }

    /// <summary>Number of events not yet delivered.</summary>
    public long Lag { get; init; }

    /// <summary>Number of events waiting for a retry.</summary>
    public int OpenRetries { get; init; }

    /// <summary>Time of the next retry.</summary>
    public DateTimeOffset? NextRetry { get; init; }

    /// <summary>Number of attempts in progress.</summary>
    public int InFlight { get; init; }

    /// <summary>Number of successful deliveries.</summary>
    public long Delivered { get; init; }

    /// <summary>Number of failed attempts.</summary>
    public long FailedAttempts { get; init; }

    /// <summary>Number of events that were dead-lettered.</summary>
    public long DeadLetters { get; init; }

    /// <summary>Time of the next probe while the trigger is paused because its target is down.</summary>
    public DateTimeOffset? PausedUntil { get; init; }

    /// <summary>Reason of the last failed attempt; null when the last attempt succeeded and no event waits for a retry.</summary>
    public string? LastError { get; init; }

    /// <summary>Id of the event whose attempt failed; another event of the trigger may have been delivered since.</summary>
    public string? LastErrorEvent { get; init; }

    /// <summary>Time of the last error.</summary>
    public DateTimeOffset? LastErrorAt { get; init; }

    /// <summary>Deliveries per second over the last ten seconds.</summary>
    public double Rate { get; init; }

    /// <summary>Arrival time of the oldest event not yet delivered.</summary>
    public DateTimeOffset? Oldest { get; init; }

    /// <summary>Number of undelivered events that were found to be missing from the disk;
    /// counted since the trigger was created.</summary>
    public long Lost { get; init; }
}

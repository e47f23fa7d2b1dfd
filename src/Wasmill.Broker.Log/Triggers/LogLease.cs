using Wasmill.Broker.Records;

namespace Wasmill.Broker.Log.Triggers;

/// <summary>A matched event that a trigger has not finished. Guarded by the lock of the log's state.</summary>
internal sealed class LogLease(LogTrigger trigger, long position)
{
    /// <summary>The trigger.</summary>
    public LogTrigger Trigger { get; } = trigger;

    /// <summary>The event's position.</summary>
    public long Position { get; } = position;

    /// <summary>The event; null while it is only in the log: open retries hold no payloads in memory.</summary>
    public StoredEvent? Event { get; set; }

    /// <summary>Number of failed attempts.</summary>
    public int Attempts { get; set; }

    /// <summary>Failure of the last attempt; null if none.</summary>
    public string? LastFailure { get; set; }

    /// <summary>Note that the engine returns to the broker with the delivery, or null.</summary>
    public string? Note { get; set; }

    /// <summary>The last HTTP status, or null.</summary>
    public int? Status { get; set; }

    /// <summary>Time of the next attempt; null before the first attempt.</summary>
    public DateTimeOffset? Due { get; set; }

    /// <summary>Indicates whether the delivery was handed out and has no outcome yet.</summary>
    public bool IsLeased { get; set; }

    /// <summary>Indicates whether an outcome is being written to the log: a second one is refused.</summary>
    public bool IsFinishing { get; set; }
}

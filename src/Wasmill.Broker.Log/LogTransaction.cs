using Wasmill.Broker.Log.Format;
using Wasmill.Broker.Log.Triggers;
using Wasmill.Broker.Records;

namespace Wasmill.Broker.Log;

// Tested by: FreshLogTests, RewriteSimulation
/// <summary>The content of one log record. It is valid as a whole or not at all.</summary>
internal sealed class LogTransaction
{
    private readonly TaskCompletionSource<CommitResult> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>New events, in order.</summary>
    public IReadOnlyList<NewEvent> Events { get; set; } = [];

    /// <summary>The outcome of an attempt, or null.</summary>
    public OutcomeEntry? Outcome { get; init; }

    /// <summary>The delivery of the outcome.</summary>
    public LogLease? Delivery { get; init; }

    /// <summary>The progress of a trigger, or null.</summary>
    public TriggerEntry? Trigger { get; init; }

    /// <summary>The number of a deleted trigger, or null.</summary>
    public int? DeletedTrigger { get; init; }

    /// <summary>Indicates whether a trigger was added or deleted, which the next start repeats anyway.</summary>
    public bool IsRepeatable { get; init; }

    /// <summary>
    /// Indicates whether the transaction may take effect before it is written while the disk is full: a crash then costs redeliveries, not
    /// events. Events may not, nor a changed filter: the next start would match with the new filter what the old one has matched already.
    /// </summary>
    public bool MayBeHeld => Events.Count == 0 && (Outcome is not null || IsRepeatable);

    /// <summary>
    /// Indicates whether the events are external: they are refused before the log is full, and duplicates are not stored.
    /// </summary>
    public bool IsFromOutside { get; init; }

    /// <summary>Indicates whether the transaction has taken effect but is not written yet (<see cref="MayBeHeld"/>).</summary>
    public bool IsHeld { get; set; }

    /// <summary>The stored events, after the commit.</summary>
    public IReadOnlyList<StoredEvent> Stored { get; set; } = [];

    /// <summary>Indicates whether the transaction must be flushed before it takes effect.</summary>
    public bool NeedsFlush => Outcome is null || Events.Count > 0;

    /// <summary>Completes with the result of the transaction.</summary>
    public Task<CommitResult> Done => _done.Task;

    /// <summary>Sets the result.</summary>
    public void Complete(CommitResult result) => _done.TrySetResult(result);
}

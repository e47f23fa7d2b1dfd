using Wasmill.Broker.Log.Format;
using Wasmill.Broker.Log.Triggers;
using Wasmill.Broker.Records;

namespace Wasmill.Broker.Log;

// Tested by: FreshLogTests, RewriteSimulation
/// <summary>What is written to the log as one record: it holds as a whole or not at all.</summary>
internal sealed class LogTransaction
{
    private readonly TaskCompletionSource<CommitResult> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>New events, in order.</summary>
    public IReadOnlyList<NewEvent> Events { get; set; } = [];

    /// <summary>What an attempt came to, or null.</summary>
    public OutcomeEntry? Outcome { get; init; }

    /// <summary>The delivery that the outcome is of.</summary>
    public LogLease? Delivery { get; init; }

    /// <summary>Where a trigger stands, or null.</summary>
    public TriggerEntry? Trigger { get; init; }

    /// <summary>The number of a trigger that is deleted, or null.</summary>
    public int? DeletedTrigger { get; init; }

    /// <summary>Whether a trigger is new or deleted, which a start repeats by itself.</summary>
    public bool IsRepeatable { get; init; }

    /// <summary>
    /// Whether it may count before it is written while the disk is full: a crash then costs repeated deliveries, not events. An event may
    /// not, nor a changed filter: a start would match by the new filter what the old one has matched.
    /// </summary>
    public bool MayBeHeld => Events.Count == 0 && (Outcome is not null || IsRepeatable);

    /// <summary>
    /// Whether the events come from outside: they are refused before the log is full, and again events that are known are not stored.
    /// </summary>
    public bool IsFromOutside { get; init; }

    /// <summary>Whether it counts though it is not written yet (<see cref="MayBeHeld"/>).</summary>
    public bool IsHeld { get; set; }

    /// <summary>The events as they are stored, once they are.</summary>
    public IReadOnlyList<StoredEvent> Stored { get; set; } = [];

    /// <summary>Whether it must be flushed before it counts.</summary>
    public bool NeedsFlush => Outcome is null || Events.Count > 0;

    /// <summary>Completes when it counts, or does not.</summary>
    public Task<CommitResult> Done => _done.Task;

    /// <summary>Says what became of it.</summary>
    public void Complete(CommitResult result) => _done.TrySetResult(result);
}

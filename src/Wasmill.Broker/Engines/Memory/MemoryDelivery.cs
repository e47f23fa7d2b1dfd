using Wasmill.Broker.Records;

namespace Wasmill.Broker.Engines.Memory;

// Tested by: MemoryEngineTests
/// <summary>One event for one trigger.</summary>
internal sealed class MemoryDelivery(MemoryEngine engine, MemoryTrigger trigger, MemoryEntry entry) : PendingDelivery
{
    private int _recorded;
    private string? _lastFailure;
    private string? _note;

    /// <summary>The trigger of the delivery.</summary>
    public MemoryTrigger Trigger { get; } = trigger;

    /// <summary>The event and its count of open triggers.</summary>
    public MemoryEntry Entry { get; } = entry;

    /// <inheritdoc />
    public override StoredEvent Event => Entry.Stored;

    /// <inheritdoc />
    public override int Attempt => _recorded + 1;

    /// <inheritdoc />
    public override string? LastFailure => _lastFailure;

    /// <inheritdoc />
    public override string? Note => _note;

    /// <summary>Records a failed attempt.</summary>
    public void Record(AttemptOutcome.RetryAt retry)
    {
        _recorded++;
        _lastFailure = retry.Reason;
        _note = retry.Note;
    }

    /// <inheritdoc />
    public override ValueTask<FinishResult> FinishAsync(
        AttemptOutcome outcome, IReadOnlyList<NewEvent> replies, CancellationToken cancellationToken)
        => ValueTask.FromResult(engine.Finish(this, outcome, replies));
}

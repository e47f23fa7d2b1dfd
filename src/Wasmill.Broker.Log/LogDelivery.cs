using Wasmill.Broker.Engines;
using Wasmill.Broker.Log.Triggers;
using Wasmill.Broker.Records;

namespace Wasmill.Broker.Log;

/// <summary>A delivery handed out to the broker.</summary>
internal sealed class LogDelivery(LogEngine engine, LogLease open, StoredEvent stored) : PendingDelivery
{
    /// <inheritdoc />
    public override StoredEvent Event { get; } = stored;

    /// <inheritdoc />
    public override int Attempt { get; } = open.Attempts + 1;

    /// <inheritdoc />
    public override string? LastFailure { get; } = open.LastFailure;

    /// <inheritdoc />
    public override string? Note { get; } = open.Note;

    /// <inheritdoc />
    public override ValueTask<FinishResult> FinishAsync(
        AttemptOutcome outcome, IReadOnlyList<NewEvent> replies, CancellationToken cancellationToken)
        => engine.FinishAsync(open, outcome, replies, cancellationToken);
}

using Wasmill.Broker.Engines;
using Wasmill.Broker.Log.Triggers;
using Wasmill.Broker.Records;

namespace Wasmill.Broker.Log.Tests.Simulation;

/// <summary>A delivery of the simulated log; the world records its outcome.</summary>
internal sealed class SimulatedDelivery(LogLease open, StoredEvent stored, int attempt) : PendingDelivery
{
    public LogLease Open { get; } = open;

    public override StoredEvent Event { get; } = stored;

    public override int Attempt { get; } = attempt;

    public override string? LastFailure => Open.LastFailure;

    public override ValueTask<FinishResult> FinishAsync(
        AttemptOutcome outcome, IReadOnlyList<NewEvent> replies, CancellationToken cancellationToken)
        => throw new NotSupportedException("the simulation records outcomes step by step");
}

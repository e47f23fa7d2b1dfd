using Wasmill.Broker.Engines;

namespace Wasmill.Broker.Tests.Delivery;

/// <summary>An input for the state machine, which never finishes a delivery itself.</summary>
internal sealed class FakeDelivery(long position, int attempt = 1, int hops = 0) : PendingDelivery
{
    public override StoredEvent Event { get; } = new(position, new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), TestEvents.Event(), null, hops);

    public override int Attempt { get; } = attempt;

    public override string? LastFailure => null;

    public override ValueTask<FinishResult> FinishAsync(AttemptOutcome outcome, IReadOnlyList<NewEvent> replies, CancellationToken cancellationToken)
        => throw new InvalidOperationException("the machine does no I/O");
}

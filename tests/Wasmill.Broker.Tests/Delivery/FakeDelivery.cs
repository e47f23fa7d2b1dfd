using Wasmill.Broker.Engines;
using Wasmill.Broker.Records;
using Wasmill.Events;

namespace Wasmill.Broker.Tests.Delivery;

/// <summary>An input for the state machine, which never finishes a delivery itself.</summary>
internal sealed class FakeDelivery(
    long position, int attempt = 1, int hops = 0, string? key = null, string? note = null, ReadOnlyMemory<byte> data = default)
    : PendingDelivery
{
    public override StoredEvent Event { get; } = new(
        position, new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), Make(key, data), null, hops);

    public override int Attempt { get; } = attempt;

    public override string? LastFailure => null;

    public override string? Note { get; } = note;

    public string? Key { get; } = key;

    public override ValueTask<FinishResult> FinishAsync(
        AttemptOutcome outcome, IReadOnlyList<NewEvent> replies, CancellationToken cancellationToken)
        => throw new InvalidOperationException("the machine does no I/O");

    private static CloudEvent Make(string? key, ReadOnlyMemory<byte> data)
        => TestEvents.Event() with { Data = data, Extensions = key is null ? [] : [new ExtensionAttribute("partitionkey", key)] };
}

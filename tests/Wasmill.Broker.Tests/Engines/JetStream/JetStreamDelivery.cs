using System.Buffers;
using NATS.Client.JetStream;
using Wasmill.Broker.Engines;
using Wasmill.Broker.Records;
using Wasmill.Events.Json;

namespace Wasmill.Broker.Tests.Engines.JetStream;

/// <summary>
/// A JetStream message as a delivery: replies are published before the message is acknowledged, so that a crash between the two repeats it.
/// </summary>
internal sealed class JetStreamDelivery(INatsJSMsg<byte[]> message) : PendingDelivery
{
    public override StoredEvent Event { get; } = new(
        (long)message.Metadata!.Value.Sequence.Stream,
        message.Metadata.Value.Timestamp,
        JsonEventFormat.Parse(message.Data, isReply: false, out var parsed) is null ? parsed! : throw new FormatException(),
        null,
        0);

    public override int Attempt => (int)message.Metadata!.Value.NumDelivered;

    public override string? LastFailure => null;

    public override async ValueTask<FinishResult> FinishAsync(
        AttemptOutcome outcome, IReadOnlyList<NewEvent> replies, CancellationToken cancellationToken)
    {
        var context = new NatsJSContext(message.Connection!);
        foreach (var reply in replies)
        {
            var json = new ArrayBufferWriter<byte>();
            JsonEventFormat.Write(reply.Event, json);
            (await context.PublishAsync($"ce.{reply.Event.Type}", json.WrittenMemory.ToArray(), cancellationToken: cancellationToken))
                .EnsureSuccess();
        }

        if (outcome is AttemptOutcome.RetryAt retry)
            await message.NakAsync(delay: retry.Due - DateTimeOffset.UtcNow, cancellationToken: cancellationToken);
        else
            await message.AckAsync(new AckOpts { DoubleAck = true }, cancellationToken);
        return new FinishResult.Recorded([]);
    }
}

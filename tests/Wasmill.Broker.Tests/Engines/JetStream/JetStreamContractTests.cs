using System.Buffers;
using System.Globalization;
using NATS.Client.Core;
using NATS.Client.JetStream;
using NATS.Client.JetStream.Models;
using Wasmill.Broker.Engines;
using Wasmill.Broker.Records;
using Wasmill.Events;
using Wasmill.Events.Json;

namespace Wasmill.Broker.Tests.Engines.JetStream;

/// <summary>
/// Whether the engine contract fits NATS JetStream: its append, feed, retry and finish, each done with what a real server offers. Not an
/// engine: what an engine adds (filters beyond subjects, long retries in a schedule, dead letters) is its own matter;
/// the contract must not stand in its way.
/// </summary>
public sealed class JetStreamContractTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Append_gives_positions_that_grow_and_knows_a_duplicate()
    {
        await using var server = await NatsServer.StartAsync();
        await using var nats = new NatsConnection(new NatsOpts { Url = server.Url });
        var stream = await MakeStreamAsync(nats);
        var stored = Assert.IsType<AppendResult.Stored>(await AppendAsync(stream, TestEvents.Event(id: "a")));
        var next = Assert.IsType<AppendResult.Stored>(await AppendAsync(stream, TestEvents.Event(id: "b")));
        Assert.Equal((1L, 2L), (stored.Events[0].Position, next.Events[0].Position));
        Assert.IsType<AppendResult.Duplicate>(await AppendAsync(stream, TestEvents.Event(id: "a")));
    }

    [Fact]
    public async Task A_feed_gives_events_in_order_and_again_with_a_higher_attempt_after_a_retry_and_no_more_after_the_end()
    {
        await using var server = await NatsServer.StartAsync();
        await using var nats = new NatsConnection(new NatsOpts { Url = server.Url });
        var stream = await MakeStreamAsync(nats);
        await AppendAsync(stream, TestEvents.Event(id: "a"));
        await AppendAsync(stream, TestEvents.Event(id: "b"));
        var trigger = await stream.CreateOrUpdateConsumerAsync(
            "ce",
            new ConsumerConfig("one") { DeliverPolicy = ConsumerConfigDeliverPolicy.All, AckWait = TimeSpan.FromSeconds(30) },
            Cancel);

        var given = await TakeAsync(trigger, 2);
        Assert.Equal([("a", 1), ("b", 1)], given.Select(Describe));
        Assert.IsType<FinishResult.Recorded>(await given[1].FinishAsync(new AttemptOutcome.Delivered(), [], Cancel));
        var due = DateTimeOffset.UtcNow + TimeSpan.FromMilliseconds(300);
        Assert.IsType<FinishResult.Recorded>(await given[0].FinishAsync(new AttemptOutcome.RetryAt(due, "503", 503), [], Cancel));

        var again = (await TakeAsync(trigger, 1))[0];
        Assert.Equal(("a", 2), Describe(again));
        Assert.True(DateTimeOffset.UtcNow >= due - TimeSpan.FromMilliseconds(50));
        await again.FinishAsync(
            new AttemptOutcome.Delivered(), [new NewEvent(TestEvents.Event("reply", "r"), new EventCause("one", 1, 0), 1)], Cancel);

        // The reply is there, and nothing else is open: the trigger's place is durable on the server.
        var reply = (await TakeAsync(trigger, 1))[0];
        Assert.Equal("r", reply.Event.Event.Id);
        await reply.FinishAsync(new AttemptOutcome.Delivered(), [], Cancel);
        await trigger.RefreshAsync(Cancel);
        Assert.Equal((0, 0UL), ((int)trigger.Info.NumAckPending, trigger.Info.NumPending));
    }

    private static (string, int) Describe(PendingDelivery delivery) => (delivery.Event.Event.Id, delivery.Attempt);

    private static async Task<NatsJSContext> MakeStreamAsync(NatsConnection nats)
    {
        var context = new NatsJSContext(nats);
        await context.CreateStreamAsync(new StreamConfig("ce", ["ce.>"]) { DuplicateWindow = TimeSpan.FromMinutes(2) }, Cancel);
        return context;
    }

    private static async Task<AppendResult> AppendAsync(NatsJSContext stream, CloudEvent one)
    {
        var json = new ArrayBufferWriter<byte>();
        JsonEventFormat.Write(one, json);
        var ack = await stream.PublishAsync(
            $"ce.{one.Type}",
            json.WrittenMemory.ToArray(),
            opts: new NatsJSPubOpts { MsgId = $"{one.Source} {one.Id}" },
            cancellationToken: Cancel);
        if (ack.Duplicate)
            return new AppendResult.Duplicate();
        return ack.Error is { } error
            ? new AppendResult.Failed(error.Description ?? error.Code.ToString(CultureInfo.InvariantCulture))
            : new AppendResult.Stored([new StoredEvent((long)ack.Seq, DateTimeOffset.UtcNow, one, null, 0)]);
    }

    private static async Task<List<PendingDelivery>> TakeAsync(INatsJSConsumer trigger, int count)
    {
        var taken = new List<PendingDelivery>();
        await foreach (var message in trigger.FetchAsync<byte[]>(
            new NatsJSFetchOpts { MaxMsgs = count, Expires = TimeSpan.FromSeconds(10) }, cancellationToken: Cancel))
        {
            taken.Add(new JetStreamDelivery(message));
            if (taken.Count == count)
                break;
        }

        return taken;
    }
}

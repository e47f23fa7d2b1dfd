using System.Text;
using Wasmill.Broker.Engines;
using Wasmill.Broker.Engines.Memory;
using Wasmill.Broker.History.Journal;
using Wasmill.Broker.Ingress;
using Wasmill.Broker.Policies;
using Wasmill.Broker.Records;
using Wasmill.Broker.Targets;
using Wasmill.Broker.Triggers;
using Wasmill.Events;
using Wasmill.Events.Filters;

namespace Wasmill.Broker.Tests;

/// <summary>The dead letter sink with everything but the network: broker, engine, runner.</summary>
public sealed class DeadLetterSinkDeliveryTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly DeliveryResult Refused = new()
    {
        Verdict = DeliveryVerdict.Refused,
        Status = 400,
        Reason = "400 no",
        Body = "no"u8.ToArray(),
    };
    private static readonly DeliveryPolicy WithSink = new() { Retry = 0, DeadLetterTarget = "sink" };
    private readonly MemoryEngine _engine = new(new MemoryEngineOptions(), TimeProvider.System);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_refused_event_is_in_the_sink_and_nowhere_else_and_its_answer_is_not_routed()
    {
        var sink = ScriptedTarget.Always(ScriptedTarget.Ok with { Replies = [TestEvents.Event("reply")] });
        await using var broker = await StartAsync(WithSink, ScriptedTarget.Always(Refused), sink);
        var trace = await PublishAsync(broker);

        var delivery = Assert.Single(trace.Deliveries);
        Assert.Equal((DeliveryState.GivenUp, 0), (delivery.State, delivery.Replies.Count));
        Assert.Equal(
            [(1, "400 no"), (2, "400 no; the dead letter sink has it")],
            delivery.Attempts.Select(attempt => (attempt.Number, attempt.Reason)));
        var attempt = Assert.Single(sink.Attempts);
        Assert.Equal(
            (1, false, "1", "400"),
            (attempt.Number, attempt.WantsReply, attempt.Event.Event.Id, attempt.Event.Event.GetAttribute("knativeerrorcode")));
        Assert.Equal("no", Encoding.UTF8.GetString(Convert.FromBase64String(attempt.Event.Event.GetAttribute("knativeerrordata")!)));
        Assert.Equal(0, await _engine.DeadLetters.CountAsync("one", Cancel));
        Assert.Single(await _engine.ReadAsync(new ReadSpec(10), Cancel).ToListAsync(Cancel));
    }

    [Fact]
    public async Task Without_a_sink_it_is_in_the_engines_dead_letters()
    {
        await using var broker = await StartAsync(
            WithSink with { DeadLetterTarget = null }, ScriptedTarget.Always(Refused), ScriptedTarget.Always(ScriptedTarget.Ok));
        Assert.Equal(DeliveryState.GivenUp, Assert.Single((await PublishAsync(broker)).Deliveries).State);
        Assert.Equal(1, await _engine.DeadLetters.CountAsync("one", Cancel));
    }

    [Fact]
    public async Task What_the_sink_refuses_is_in_the_engines_dead_letters_with_the_first_reason()
    {
        await using var broker = await StartAsync(
            WithSink, ScriptedTarget.Always(Refused), ScriptedTarget.Always(Refused with { Reason = "403" }));
        await PublishAsync(broker);
        var letter = Assert.Single(await _engine.DeadLetters.ReadAsync(Cancel).ToListAsync(Cancel));
        Assert.Equal((DeadLetterReason.Refused, "400 no; dead letter sink: 403", 400), (letter.Reason, letter.Detail, letter.Status));
    }

    [Fact]
    public async Task A_sink_that_fails_is_tried_again()
    {
        var sink = new ScriptedTarget((attempt, _) => Task.FromResult(attempt.Number == 1
            ? new DeliveryResult { Verdict = DeliveryVerdict.Retry, Status = 503, Reason = "503" }
            : ScriptedTarget.Ok));
        await using var broker = await StartAsync(WithSink, ScriptedTarget.Always(Refused), sink);
        Assert.Equal(
            ["400 no", "dead letter sink: 503", "400 no; the dead letter sink has it"],
            Assert.Single((await PublishAsync(broker)).Deliveries).Attempts.Select(attempt => attempt.Reason));
    }

    [Fact]
    public async Task An_event_on_its_way_to_the_sink_goes_on_after_a_restart_and_not_to_its_target_again()
    {
        var target = ScriptedTarget.Always(Refused);
        var failed = new TaskCompletionSource();
        var down = new ScriptedTarget((_, _) =>
        {
            failed.TrySetResult();
            return Task.FromResult(new DeliveryResult { Verdict = DeliveryVerdict.Retry, Reason = "down" });
        });
        await using (var broker = await StartAsync(WithSink, target, down))
        {
            await broker.PublishAsync([TestEvents.Event()], EventOrigin.Http, Cancel);
            await failed.Task.WaitAsync(Patience, Cancel);
            await broker.StopAsync(Patience);
        }

        Assert.Equal(1, (await _engine.StatusAsync("one", Cancel))!.OpenRetries);
        var arrived = new TaskCompletionSource<CloudEvent>();
        var sink = new ScriptedTarget((attempt, _) =>
        {
            arrived.TrySetResult(attempt.Event.Event);
            return Task.FromResult(ScriptedTarget.Ok);
        });
        await using var next = await StartAsync(WithSink, target, sink);
        Assert.Equal("400", (await arrived.Task.WaitAsync(Patience, Cancel)).GetAttribute("knativeerrorcode"));
        Assert.Single(target.Attempts);
    }

    [Fact]
    public async Task A_time_out_is_explained_and_the_destination_is_the_targets_name_when_it_has_no_address()
    {
        var hanging = new ScriptedTarget(async (_, cancelled) =>
        {
            await Task.Delay(Timeout.Infinite, cancelled);
            return ScriptedTarget.Ok;
        });
        var sink = ScriptedTarget.Always(ScriptedTarget.Ok);
        await using var broker = await StartAsync(WithSink with { Timeout = TimeSpan.FromMilliseconds(50) }, hanging, sink);
        await PublishAsync(broker);
        var made = Assert.Single(sink.Attempts).Event.Event;
        Assert.Equal(
            ("target", "500", "no answer within 0.05 s"),
            (
                made.GetAttribute("knativeerrordest"),
                made.GetAttribute("knativeerrorcode"),
                Encoding.UTF8.GetString(Convert.FromBase64String(made.GetAttribute("knativeerrordata")!))));
    }

    [Fact]
    public async Task Ordered_events_are_delivered_in_order_though_one_of_them_fails_at_first()
    {
        var target = new ScriptedTarget((attempt, _) => Task.FromResult(attempt is { Event.Position: 1, Number: < 3 }
            ? new DeliveryResult { Verdict = DeliveryVerdict.Retry, Reason = "not yet" }
            : ScriptedTarget.Ok));
        await using var broker = await StartAsync(
            new DeliveryPolicy { Retry = 5, BackoffDelay = TimeSpan.FromMilliseconds(20), OrderingKey = "partitionkey" }, target, target);
        for (var i = 1; i <= 50; i++)
            await broker.PublishAsync([TestEvents.Event(
                id: $"{i}") with { Extensions = [new("partitionkey", i % 2 == 0 ? "even" : "odd")] }], EventOrigin.Http, Cancel);
        await broker.Journal.WaitForOutcomeAsync(49, Patience, Cancel);
        await broker.Journal.WaitForOutcomeAsync(50, Patience, Cancel);
        Assert.Equal(
            [1, 1, .. Enumerable.Range(0, 25).Select(i => 2L * i + 1)],
            target.Attempts.Select(attempt => attempt.Event.Position).Where(position => position % 2 == 1));
        Assert.Equal(
            Enumerable.Range(1, 25).Select(i => 2L * i),
            target.Attempts.Select(attempt => attempt.Event.Position).Where(position => position % 2 == 0));
        Assert.Equal(["not yet", "not yet", ""], broker.Journal.Find(1)!.Deliveries[0].Attempts.Select(attempt => attempt.Reason));
    }

    public async ValueTask DisposeAsync() => await _engine.DisposeAsync();

    private async Task<EventBroker> StartAsync(DeliveryPolicy policy, IEventTarget target, IEventTarget sink)
    {
        var broker = new EventBroker(_engine, TimeProvider.System, new LineLogger(line => Assert.Fail(line)), Random.Shared.NextDouble);
        var trigger = new TriggerModel("one", FilterConfig.OfType("*").Compile(), "target", policy);
        await broker.ApplyAsync(
            new BrokerModel([trigger], new Dictionary<string, IEventTarget> { ["target"] = target, ["sink"] = sink }), Cancel);
        return broker;
    }

    private static async Task<EventTrace> PublishAsync(EventBroker broker)
    {
        await broker.PublishAsync([TestEvents.Event()], EventOrigin.Http, Cancel);
        var trace = (await broker.Journal.WaitForOutcomeAsync(1, Patience, Cancel))!;
        Assert.True(trace.IsComplete);
        return trace;
    }
}

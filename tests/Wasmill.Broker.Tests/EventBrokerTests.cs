using System.Collections.Concurrent;
using Wasmill.Broker.Engines;
using Wasmill.Broker.Engines.Memory;
using Wasmill.Broker.History.Journal;
using Wasmill.Broker.Ingress;
using Wasmill.Broker.Policies;
using Wasmill.Broker.Records;
using Wasmill.Broker.Targets;
using Wasmill.Broker.Triggers;
using Wasmill.Events.Filters;

namespace Wasmill.Broker.Tests;

public sealed class EventBrokerTests : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly MemoryEngine _engine = new(new MemoryEngineOptions(), TimeProvider.System);
    private readonly ConcurrentQueue<string> _reports = [];
    private readonly EventBroker _broker;

    public EventBrokerTests()
        => _broker = new EventBroker(_engine, TimeProvider.System, new LineLogger(_reports.Enqueue), Random.Shared.NextDouble);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_event_goes_to_every_trigger_that_it_matches_and_its_reply_is_a_new_event()
    {
        var reply = TestEvents.Event("reply", id: "") with { Time = null };
        var (function, display) = (
            ScriptedTarget.Always(ScriptedTarget.Ok with { Replies = [reply] }), ScriptedTarget.Always(ScriptedTarget.Ok));
        await ApplyAsync([Trigger("all", "*", "display"), Trigger("some", "t", "function")], ("display", display), ("function", function));
        var trace = await PublishAndWaitAsync("t");

        Assert.True(trace.IsComplete);
        var stored = Assert.Single(trace.Deliveries.Single(delivery => delivery.Trigger == "some").Replies).Event;
        Assert.Equal((new EventCause("some", 1, 0), 1, 32), (stored.Cause, stored.Hops, stored.Event.Id.Length));
        Assert.NotNull(stored.Event.Time);
        Assert.Equal(
            ["t", "reply"], display.Attempts.OrderBy(attempt => attempt.Event.Position).Select(attempt => attempt.Event.Event.Type));
    }

    [Fact]
    public async Task A_repeated_delivery_gives_its_reply_the_same_id()
    {
        async Task<string> IdAsync()
        {
            await using var engine = new MemoryEngine(new MemoryEngineOptions(), TimeProvider.System);
            await using var broker = new EventBroker(
                engine, TimeProvider.System, new LineLogger(_reports.Enqueue), Random.Shared.NextDouble);
            var target = ScriptedTarget.Always(ScriptedTarget.Ok with { Replies = [TestEvents.Event("reply", id: "")] });
            await broker.ApplyAsync(
                new BrokerModel([Trigger("one", "t", "x")], new Dictionary<string, IEventTarget> { ["x"] = target }), Cancel);
            await broker.PublishAsync([TestEvents.Event("t", "cause")], EventOrigin.Http, Cancel);
            return (await broker.Journal.WaitForOutcomeAsync(1, Patience, Cancel))!.Deliveries[0].Replies[0].Event.Event.Id;
        }

        Assert.Equal(await IdAsync(), await IdAsync());
    }

    [Fact]
    public async Task A_hanging_a_failing_and_a_throwing_target_hold_up_nobody_else()
    {
        var hanging = new ScriptedTarget(async (_, cancelled) =>
        {
            await Task.Delay(Timeout.Infinite, cancelled);
            return ScriptedTarget.Ok;
        });
        var failing = ScriptedTarget.Always(new DeliveryResult { Verdict = DeliveryVerdict.Retry, Status = 500, Reason = "500" });
        var throwing = new ScriptedTarget((_, _) => throw new InvalidOperationException("a bug"));
        var healthy = ScriptedTarget.Always(ScriptedTarget.Ok);
        await ApplyAsync(
            [Trigger("h", "*", "hanging"), Trigger("f", "*", "failing"), Trigger("t", "*", "throwing"), Trigger("ok", "*", "healthy")],
            ("hanging", hanging), ("failing", failing), ("throwing", throwing), ("healthy", healthy));
        for (var i = 0; i < 200; i++)
            await _broker.PublishAsync([TestEvents.Event(id: $"{i}")], EventOrigin.Http, Cancel);
        await WaitForStatusAsync(status => status.Trigger.Name == "ok" && status.Delivered == 200);
        Assert.Equal(200, healthy.Attempts.Count);
        await WaitForStatusAsync(status => status.Trigger.Name == "f" && status.FailedAttempts > 0);
        await WaitForStatusAsync(status => status.Trigger.Name == "t" && status.FailedAttempts > 0);
        Assert.NotEmpty(_reports);
        var status = await _broker.GetStatusAsync(Cancel);
        Assert.Equal(("500", 200), (status[1].LastFailure!.Reason, status[0].Lag));
    }

    [Fact]
    public async Task A_failed_event_is_tried_again_and_then_delivered()
    {
        var target = new ScriptedTarget((attempt, _) => Task.FromResult(
            attempt.Number < 3 ? new DeliveryResult { Verdict = DeliveryVerdict.Retry, Reason = "not yet" } : ScriptedTarget.Ok));
        await ApplyAsync(
            [Trigger("one", "*", "x") with { Policy = new DeliveryPolicy { Retry = 5, BackoffDelay = TimeSpan.FromMilliseconds(1) } }],
            ("x", target));
        var trace = await PublishAndWaitAsync("t");
        var delivery = Assert.Single(trace.Deliveries);
        Assert.Equal((DeliveryState.Delivered, 3), (delivery.State, delivery.Attempts.Count));
        Assert.Equal(["not yet", "not yet", ""], delivery.Attempts.Select(attempt => attempt.Reason));
    }

    [Fact]
    public async Task An_attempt_that_takes_too_long_is_a_failure()
    {
        var target = new ScriptedTarget(async (_, cancelled) =>
        {
            await Task.Delay(Timeout.Infinite, cancelled);
            return ScriptedTarget.Ok;
        });
        await ApplyAsync(
            [Trigger("one", "*", "x") with { Policy = new DeliveryPolicy { Retry = 0, Timeout = TimeSpan.FromMilliseconds(50) } }],
            ("x", target));
        var delivery = Assert.Single((await PublishAndWaitAsync("t")).Deliveries);
        Assert.Equal((DeliveryState.GivenUp, "no answer within 0.05 s"), (delivery.State, delivery.Attempts[0].Reason));
    }

    [Fact]
    public async Task A_chain_of_replies_ends_as_a_loop()
    {
        var echo = new ScriptedTarget((_, _) => Task.FromResult(ScriptedTarget.Ok with { Replies = [TestEvents.Event("again", id: "")] }));
        await ApplyAsync([Trigger("loop", "*", "x")], ("x", echo));
        var trace = await PublishAndWaitAsync("t");
        Assert.True(trace.IsComplete);
        Assert.Equal(17, echo.Attempts.Count);
        var letter = Assert.Single(await _engine.DeadLetters.ReadAsync(Cancel).ToListAsync(Cancel));
        Assert.Equal((DeadLetterReason.Loop, 16), (letter.Reason, letter.Event.Hops));
        var status = Assert.Single(await _broker.GetStatusAsync(Cancel));
        Assert.Equal((16L, 1L), (status.Delivered, status.FailedAttempts));
    }

    [Fact]
    public async Task A_new_model_holds_for_the_next_event_and_keeps_what_waits()
    {
        var (first, second) = (
            ScriptedTarget.Always(new DeliveryResult { Verdict = DeliveryVerdict.Retry, Reason = "down" }),
            ScriptedTarget.Always(ScriptedTarget.Ok));
        var policy = new DeliveryPolicy { Retry = 100_000, BackoffDelay = TimeSpan.FromMilliseconds(5), Backoff = BackoffPolicy.Constant };
        await ApplyAsync([Trigger("one", "*", "x") with { Policy = policy }], ("x", first));
        await _broker.PublishAsync([TestEvents.Event(id: "waiting")], EventOrigin.Http, Cancel);
        await WaitForStatusAsync(status => status.FailedAttempts > 0);
        await ApplyAsync([Trigger("one", "new", "y") with { Policy = policy }], ("y", second));
        var trace = (await _broker.Journal.WaitForOutcomeAsync(1, Patience, Cancel))!;
        Assert.Equal(DeliveryState.Delivered, trace.Deliveries[0].State);
        Assert.Equal("waiting", Assert.Single(second.Attempts).Event.Event.Id);
        Assert.Empty((await PublishAndWaitAsync("old")).Deliveries);
    }

    [Fact]
    public async Task A_removed_trigger_makes_no_attempt_after_the_model_was_applied()
    {
        var target = ScriptedTarget.Always(new DeliveryResult { Verdict = DeliveryVerdict.Retry, Reason = "down" });
        var policy = new DeliveryPolicy { Retry = 100_000, BackoffDelay = TimeSpan.Zero, Backoff = BackoffPolicy.Constant };
        await ApplyAsync([Trigger("one", "*", "x") with { Policy = policy }], ("x", target));
        await _broker.PublishAsync([TestEvents.Event()], EventOrigin.Http, Cancel);
        await WaitForStatusAsync(status => status.FailedAttempts > 10);
        await ApplyAsync([]);
        var attempts = target.Attempts.Count;
        Assert.Empty((await PublishAndWaitAsync("t")).Deliveries);
        Assert.Equal(attempts, target.Attempts.Count);
    }

    [Fact]
    public async Task Stopping_waits_for_the_attempts_that_run()
    {
        var (started, finish) = (new TaskCompletionSource(), new TaskCompletionSource());
        var target = new ScriptedTarget(async (_, _) => { started.SetResult(); await finish.Task; return ScriptedTarget.Ok; });
        await ApplyAsync([Trigger("one", "*", "x")], ("x", target));
        await _broker.PublishAsync([TestEvents.Event()], EventOrigin.Http, Cancel);
        await started.Task.WaitAsync(Patience, Cancel);
        var stopping = _broker.StopAsync(Patience);
        Assert.False(stopping.IsCompleted);
        finish.SetResult();
        await stopping;
        Assert.Equal(DeliveryState.Delivered, _broker.Journal.Find(1)!.Deliveries[0].State);
    }

    [Fact]
    public async Task A_watcher_sees_the_past_and_then_every_new_event_once()
    {
        await _broker.PublishAsync([TestEvents.Event(id: "1"), TestEvents.Event(id: "2")], EventOrigin.Http, Cancel);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        await using var watch = _broker.WatchAsync(last: 1, follow: true, stop.Token).GetAsyncEnumerator(stop.Token);
        Assert.True(await watch.MoveNextAsync());
        Assert.Equal("2", watch.Current.Event!.Event.Id);
        var next = watch.MoveNextAsync().AsTask();
        await _broker.PublishAsync([TestEvents.Event(id: "3")], EventOrigin.Http, Cancel);
        Assert.True(await next.WaitAsync(Patience, Cancel));
        Assert.Equal("3", watch.Current.Event!.Event.Id);
    }

    public async ValueTask DisposeAsync()
    {
        await _broker.DisposeAsync();
        await _engine.DisposeAsync();
    }

    private static TriggerModel Trigger(string name, string type, string target)
        => new(name, FilterConfig.OfType(type).Compile(), target, DeliveryPolicy.Default);

    private Task ApplyAsync(TriggerModel[] triggers, params (string Name, IEventTarget Target)[] targets)
        => _broker.ApplyAsync(new BrokerModel(triggers, targets.ToDictionary(entry => entry.Name, entry => entry.Target)), Cancel);

    private async Task<EventTrace> PublishAndWaitAsync(string type)
    {
        var stored = Assert.IsType<AppendResult.Stored>(await _broker.PublishAsync([TestEvents.Event(type)], EventOrigin.Http, Cancel));
        return (await _broker.Journal.WaitForOutcomeAsync(stored.Events[0].Position, Patience, Cancel))!;
    }

    // A status is a count that cannot be awaited; the pause only keeps the processor free for what is counted.
    private async Task WaitForStatusAsync(Func<TriggerStatus, bool> condition)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!(await _broker.GetStatusAsync(Cancel)).Any(condition))
            await Task.Delay(5, limit.Token);
    }
}

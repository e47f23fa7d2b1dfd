using System.Collections.Concurrent;
using Wasmill.Broker.Engines;
using Wasmill.Broker.Engines.Memory;
using Wasmill.Broker.Ingress;
using Wasmill.Broker.Log;
using Wasmill.Broker.Log.Settings;
using Wasmill.Broker.Policies;
using Wasmill.Broker.Targets;
using Wasmill.Broker.Triggers;
using Wasmill.Events.Filters;
using Wasmill.Testing;

namespace Wasmill.Broker.Tests.Delivery;

/// <summary>What a batch target may rely on, whatever engine the broker has.</summary>
public sealed class BatchTests : IAsyncDisposable
{
    private const int Largest = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly DeliveryPolicy Quick = new()
    {
        Retry = 10,
        BackoffDelay = TimeSpan.FromMilliseconds(1),
        Backoff = BackoffPolicy.Constant
    };

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("wasmill-batch-");
    private readonly ConcurrentQueue<string> _reports = [];
    private IBrokerEngine? _engine;
    private EventBroker? _broker;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Events_that_wait_are_delivered_in_batches_and_each_is_answered_for_by_itself(bool hasLog)
    {
        const int Count = 200;
        var target = RecordingBatchTarget.Each(
            Largest,
            attempt => attempt.Number == 1 && attempt.Event.Position % 3 == 0
                ? new DeliveryResult { Verdict = DeliveryVerdict.Retry, Reason = "not yet" }
                : attempt.Event.Position == 100
                    ? new DeliveryResult { Verdict = DeliveryVerdict.Refused, Reason = "never" }
                    : ScriptedTarget.Ok with { Replies = attempt.Event.Position == 50 ? [TestEvents.Event("reply", id: "")] : [] });
        await PublishAsync(hasLog, Count);
        await ApplyAsync(target, Quick);
        var status = await WaitAsync(status => status.Lag == 0);

        Assert.Equal((Count - 1, 1), (status.Delivered, status.DeadLetters));
        Assert.True(target.Calls.Any(call => call.Count == Largest), string.Join(' ', target.Calls.Select(call => call.Count)));
        Assert.All(target.Calls, call => Assert.InRange(call.Count, 1, Largest));
        foreach (var group in target.Attempts.GroupBy(attempt => attempt.Event.Position))
            Assert.Equal(group.Key % 3 == 0 ? [1, 2] : [1], group.Select(attempt => attempt.Number));
        Assert.Equal(Enumerable.Range(1, Count).Select(i => (long)i),
            target.Attempts.Select(attempt => attempt.Event.Position).Distinct().Order());
        Assert.Equal((new("t", 50, 0), "reply"), (await _engine!.ReadAsync(new ReadSpec(), Cancel).Where(one
            => one.Cause is not null).Select(one => (one.Cause, one.Event.Type)).SingleAsync(Cancel)));
        Assert.Empty(_reports);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Lanes_hold_no_two_events_of_a_key_are_in_one_batch_and_none_overtakes_another(bool hasLog)
    {
        const int Count = 120;
        var target = RecordingBatchTarget.Each(
            Largest, attempt => attempt.Number == 1 && attempt.Event.Position % 5 == 0
                ? new DeliveryResult { Verdict = DeliveryVerdict.Retry, Reason = "not yet" } : ScriptedTarget.Ok);
        await PublishAsync(hasLog, Count, keys: 6);
        await ApplyAsync(target, Quick with { OrderingKey = "partitionkey" });
        await WaitAsync(status => status.Lag == 0);

        Assert.Contains(target.Calls, call => call.Count > 1);
        Assert.All(target.Calls, call => Assert.Equal(call.Count, call.Select(KeyOf).Distinct().Count()));
        foreach (var lane in target.Attempts.GroupBy(KeyOf))
        {
            var positions = lane.Select(attempt => attempt.Event.Position).ToList();
            Assert.Equal(positions.Order(), positions);
        }
    }

    [Fact]
    public async Task An_event_is_not_held_back_for_a_batch_to_fill()
    {
        var target = RecordingBatchTarget.Each(Largest, _ => ScriptedTarget.Ok);
        await PublishAsync(hasLog: false, 0);
        await ApplyAsync(target, Quick);
        for (var i = 1; i <= 5; i++)
        {
            await _broker!.PublishAsync([TestEvents.Event(id: $"{i}")], EventOrigin.Http, Cancel);
            await _broker.Journal.WaitForOutcomeAsync(i, Patience, Cancel);
        }

        Assert.Equal([1, 1, 1, 1, 1], target.Calls.Select(call => call.Count));
    }

    [Fact]
    public async Task A_batch_is_never_larger_than_the_concurrency()
    {
        var target = RecordingBatchTarget.Each(100, _ => ScriptedTarget.Ok);
        await PublishAsync(hasLog: false, 50);
        await ApplyAsync(target, Quick with { Concurrency = 3 });
        await WaitAsync(status => status.Lag == 0);
        Assert.All(target.Calls, call => Assert.InRange(call.Count, 1, 3));
    }

    [Theory]
    [InlineData("slow", "no answer within 0.2 s")]
    [InlineData("wrong", "internal error: the target returned 0 results for 4 attempts")]
    [InlineData("bug", "internal error: oops")]
    public async Task A_batch_that_takes_too_long_a_wrong_number_of_results_and_a_bug_fail_each_event(string fault, string reason)
    {
        var calls = 0;
        var target = new RecordingBatchTarget(Largest, async (attempts, cancelled) =>
        {
            if (Interlocked.Increment(ref calls) > 1)
                return [.. attempts.Select(_ => ScriptedTarget.Ok)];
            if (fault == "bug")
                throw new InvalidOperationException("oops");
            if (fault == "slow")
                await Task.Delay(Timeout.Infinite, cancelled);
            return [];
        });
        await PublishAsync(hasLog: false, 4);
        await ApplyAsync(target, Quick with { Timeout = TimeSpan.FromMilliseconds(200) });
        var status = await WaitAsync(status => status.Lag == 0);

        Assert.Equal((4, 4), (status.Delivered, status.FailedAttempts));
        Assert.Equal(4, target.Calls.First().Count);
        for (var position = 1; position <= 4; position++)
        {
            var attempts = _broker!.Journal.Find(position)!.Deliveries[0].Attempts;
            Assert.Equal([reason, ""], attempts.Select(attempt => attempt.Reason));
        }
    }

    [Fact]
    public async Task A_target_that_runs_in_the_process_gets_single_events()
    {
        var target = new RecordingBatchTarget(Largest, (attempts, _)
            => Task.FromResult<IReadOnlyList<DeliveryResult>>([.. attempts.Select(_ => ScriptedTarget.Ok)]))
        { RunsInProcess = true };
        await PublishAsync(hasLog: false, 20);
        await ApplyAsync(target, Quick);
        await WaitAsync(status => status.Lag == 0);
        Assert.All(target.Calls, call => Assert.Single(call));
    }

    public async ValueTask DisposeAsync()
    {
        await _broker!.DisposeAsync();
        await _engine!.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private static string KeyOf(DeliveryAttempt attempt) => attempt.Event.Event.GetAttribute("partitionkey")!;

    // They are there before the trigger, which begins with the first of them.
    private async Task PublishAsync(bool hasLog, int count, int keys = 1)
    {
        _engine = hasLog
            ? LogEngine.Open(_folder.FullName, new LogEngineOptions(), TimeProvider.System, new LineLogger(_reports.Enqueue))
            : new MemoryEngine(new MemoryEngineOptions(), TimeProvider.System);
        _broker = new EventBroker(_engine, TimeProvider.System, new LineLogger(_reports.Enqueue), Random.Shared.NextDouble);
        for (var i = 1; i <= count; i++)
            await _broker.PublishAsync([TestEvents.Event(id: $"{i}") with { Extensions = [new("partitionkey", $"{i % keys}")] }],
                EventOrigin.Http, Cancel);
    }

    private Task ApplyAsync(IEventTarget target, DeliveryPolicy policy)
    {
        var trigger = new TriggerModel("t", FilterConfig.OfType("t").Compile(), "x", policy) { Start = new FeedStart.Beginning() };
        return _broker!.ApplyAsync(new BrokerModel([trigger], new Dictionary<string, IEventTarget> { ["x"] = target }), Cancel);
    }

    private async Task<TriggerStatus> WaitAsync(Func<TriggerStatus, bool> condition)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            var status = Assert.Single(await _broker!.GetStatusAsync(Cancel));
            if (condition(status))
                return status;
            await Task.Delay(5, limit.Token);
        }
    }
}

using System.Collections.Concurrent;
using Wasmill.Broker;
using Wasmill.Broker.Ingress;
using Wasmill.Connectors.CloudEvents;

namespace Wasmill.Connectors.Tests.Delivery;

public sealed class IsolationTests
{
    private const int Batch = 150;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_target_that_hangs_one_that_fails_and_one_that_resets_hold_up_nobody_else()
    {
        var received = new ConcurrentQueue<string>();
        using var arrived = new SemaphoreSlim(0);
        await using var hanging = await TestServer.StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        await using var failing = await TestServer.StartAsync(context => { context.Response.StatusCode = 500; return Task.CompletedTask; });
        await using var resetting = new RawServer(null);
        await using var healthy = await TestServer.StartAsync(context =>
        {
            received.Enqueue(context.Request.Headers["ce-id"]!);
            arrived.Release();
            return Task.CompletedTask;
        });
        await using var rig = await FlowRig.StartAsync(
            FlowRig.Trigger("hangs", hanging.Address),
            FlowRig.Trigger("fails", failing.Address),
            FlowRig.Trigger("resets", resetting.Address, "{retry: 1000, backoffPolicy: constant, backoffDelay: PT0.001S}"),
            FlowRig.Trigger("healthy", healthy.Address, annotations: "{wasmill.dev/concurrency: 1}"));

        await PublishAsync(rig, 0);
        await ReceiveAsync(arrived);
        // By now the others are in trouble; what comes later is delivered all the same.
        var troubled = await WaitForTroubleAsync(rig);
        await PublishAsync(rig, Batch);
        await ReceiveAsync(arrived);

        Assert.Equal(Enumerable.Range(0, 2 * Batch).Select(number => $"{number}"), received);
        var status = (await rig.Broker.GetStatusAsync(Cancel)).ToDictionary(trigger => trigger.Trigger.Name);
        Assert.Equal((2 * Batch, 32, 0L), (status["hangs"].Lag, status["hangs"].InFlight, status["hangs"].FailedAttempts));
        Assert.Equal((2 * Batch, 0L), (status["fails"].Lag, status["fails"].Delivered));
        Assert.Equal((2 * Batch, 0L), (status["resets"].Lag, status["resets"].Delivered));
        Assert.True(troubled["fails"].FailedAttempts > 0 && troubled["resets"].FailedAttempts > 0);
        Assert.Empty(rig.Lines);
    }

    [Fact]
    public async Task A_trigger_that_hangs_holds_up_no_other_trigger_of_the_same_target()
    {
        using var arrived = new SemaphoreSlim(0);
        await using var server = await TestServer.StartAsync(context =>
        {
            if (context.Request.Headers["ce-type"] == "slow")
                return Task.Delay(Timeout.Infinite, context.RequestAborted);
            arrived.Release();
            return Task.CompletedTask;
        });
        await using var rig = await FlowRig.StartAsync(
            FlowRig.Trigger("slow", server.Address, type: "slow"), FlowRig.Trigger("quick", server.Address, type: "quick"));
        for (var i = 0; i < Batch; i++)
            await rig.Broker.PublishAsync([FlowRig.Event($"s{i}", "slow"), FlowRig.Event($"q{i}", "quick")], EventOrigin.Http, Cancel);
        await ReceiveAsync(arrived);
        Assert.Equal(32, (await rig.Broker.GetStatusAsync(Cancel)).Single(trigger => trigger.Trigger.Name == "slow").InFlight);
    }

    private static async Task PublishAsync(FlowRig rig, int first)
    {
        for (var i = first; i < first + Batch; i++)
            await rig.Broker.PublishAsync([FlowRig.Event($"{i}")], EventOrigin.Http, Cancel);
    }

    private static async Task ReceiveAsync(SemaphoreSlim arrived)
    {
        for (var i = 0; i < Batch; i++)
            Assert.True(await arrived.WaitAsync(TimeSpan.FromSeconds(30), Cancel), $"{i} of {Batch} events, then nothing more");
    }

    // A status is a count that cannot be awaited; the pause only keeps the processor free for what is counted.
    private static async Task<Dictionary<string, TriggerStatus>> WaitForTroubleAsync(FlowRig rig)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            var status = (await rig.Broker.GetStatusAsync(Cancel)).ToDictionary(trigger => trigger.Trigger.Name);
            if (status["hangs"].InFlight == 32 && status["fails"].PausedUntil is not null && status["resets"].FailedAttempts > 32)
                return status;
            await Task.Delay(5, limit.Token);
        }
    }
}

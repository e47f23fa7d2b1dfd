using Wasmill.Broker.Engines;
using Wasmill.Broker.Ingress;
using Wasmill.Broker.Policies;
using Wasmill.Broker.Sources;
using Wasmill.Broker.Targets;
using Wasmill.Broker.Triggers;
using Wasmill.Events.Filters;

namespace Wasmill.Broker.Tests.Sources;

public sealed class SourceHostTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_source_publishes_and_its_status_counts(bool hasLog)
    {
        await using var rig = new SourceRig(hasLog);
        await rig.ApplyAsync(SourceRig.Model("one", async (context, stopped) =>
        {
            await context.PublishAsync([TestEvents.Event(id: "1"), TestEvents.Event(id: "2")], stopped);
            if (hasLog)
                await context.PublishAsync([TestEvents.Event(id: "1")], stopped);
            context.ReportNext(context.Time.GetUtcNow() + TimeSpan.FromHours(1));
            await ScriptedSource.IdleAsync(context, stopped);
        }));
        var status = await rig.WaitAsync("one", status => status.Next is not null);

        Assert.Equal((SourceState.Running, 2, hasLog ? 1 : 0), (status.State, status.Published, status.Duplicates));
        Assert.Equal(rig.Time.GetUtcNow(), status.LastEvent);
        Assert.Equal(["1", "2"], (await rig.EventsAsync()).Select(stored => stored.Event.Id));
        Assert.Equal(2, rig.Broker.Ingress.Stored.Single(one => one.Kind == OriginKind.Source).Count);
    }

    [Fact]
    public async Task A_failed_source_starts_again_after_a_growing_pause()
    {
        await using var rig = new SourceRig();
        var runs = 0;
        await rig.ApplyAsync(SourceRig.Model("one", (context, stopped)
            => ++runs < 3 ? throw new SourceException("no network") : ScriptedSource.IdleAsync(context, stopped)));

        var first = await rig.WaitAsync("one", status => status.Restarts == 1 && status.State == SourceState.Waiting);
        Assert.Equal((rig.Time.GetUtcNow() + TimeSpan.FromSeconds(1), "no network"), (first.Until, first.Reason));
        rig.Time.Advance(TimeSpan.FromSeconds(1));
        var second = await rig.WaitAsync("one", status => status.Restarts == 2 && status.State == SourceState.Waiting);
        Assert.Equal(rig.Time.GetUtcNow() + TimeSpan.FromSeconds(2), second.Until);
        rig.Time.Advance(TimeSpan.FromSeconds(2));
        var third = await rig.WaitAsync("one", status => status.State == SourceState.Running);
        Assert.Equal("no network", third.LastFailure!.Reason);
        Assert.Contains(rig.Lines, line => line == "one: the source failed and starts again in 1 s: no network");
    }

    [Fact]
    public async Task A_bug_in_a_source_is_told_and_ends_neither_the_host_nor_other_sources()
    {
        await using var rig = new SourceRig();
        await rig.ApplyAsync(
            SourceRig.Model("bad", (_, _) => throw new InvalidOperationException("oops")),
            new SourceModel("unmade", "TestSource", "", () => throw new SourceException("the secret is missing")),
            SourceRig.Model("good", ScriptedSource.IdleAsync));
        Assert.Equal("internal error: oops", (await rig.WaitAsync("bad", status => status.State == SourceState.Waiting)).Reason);
        Assert.Equal("the secret is missing", (await rig.WaitAsync("unmade", status => status.State == SourceState.Waiting)).Reason);
        await rig.WaitAsync("good", status => status.State == SourceState.Running);
        Assert.Contains(rig.Lines, line
            => line.StartsWith("bad: a bug in the source: System.InvalidOperationException", StringComparison.Ordinal));
    }

    [Fact]
    public async Task While_the_broker_is_full_a_source_waits_and_loses_and_reorders_nothing()
    {
        await using var rig = new SourceRig(maxBytes: 20_000);
        await rig.Broker.ApplyAsync(
            TriggerOn(ScriptedTarget.Always(new DeliveryResult { Verdict = DeliveryVerdict.Retry, Reason = "down" })), Cancel);
        await rig.ApplyAsync(SourceRig.Model("one", async (context, stopped) =>
        {
            for (var i = 0; i < 200; i++)
                await context.PublishAsync([TestEvents.Event(id: $"{i}")], stopped);
        }));
        var full = await rig.WaitAsync("one", status => status.State == SourceState.Waiting);
        Assert.Equal("the broker is full", full.Reason);
        Assert.InRange(full.Published, 1, 199);

        var target = ScriptedTarget.Always(ScriptedTarget.Ok);
        await rig.Broker.ApplyAsync(TriggerOn(target), Cancel);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        while ((await rig.WaitAsync("one", _ => true)).State != SourceState.Stopped)
        {
            rig.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(5, limit.Token);
        }

        Assert.Equal(200, (await rig.WaitAsync("one", _ => true)).Published);
        while (target.Attempts.Select(attempt => attempt.Event.Position).Distinct().Count() < 200)
            await Task.Delay(5, limit.Token);
        Assert.Equal(
            Enumerable.Range(0, 200).Select(i => $"{i}"),
            target.Attempts.OrderBy(attempt => attempt.Event.Position).Select(attempt => attempt.Event.Event.Id).Distinct());
    }

    [Fact]
    public async Task What_did_not_change_runs_on_and_what_changed_starts_again_with_its_position()
    {
        await using var rig = new SourceRig();
        var (starts, positions) = (0, new List<string?>());
        Task Run(SourceContext context, CancellationToken stopped)
        {
            starts++;
            positions.Add(context.Position.Read());
            context.Position.Store($"{starts}");
            context.ReportNext(context.Time.GetUtcNow());
            return ScriptedSource.IdleAsync(context, stopped);
        }

        await rig.ApplyAsync(SourceRig.Model("one", Run, "a"));
        await rig.WaitAsync("one", status => status.Next is not null);
        var source = rig.Host.FindRunning("one");
        await rig.ApplyAsync(SourceRig.Model("one", Run, "a"));
        Assert.Same(source, rig.Host.FindRunning("one"));

        await rig.ApplyAsync(SourceRig.Model("one", Run, "b"));
        await rig.WaitAsync("one", status => status.Next is not null);
        Assert.True(((ScriptedSource)source!).Disposed.Task.IsCompleted);
        Assert.NotSame(source, rig.Host.FindRunning("one"));

        await rig.ApplyAsync(SourceRig.Model("one", Run, "b", kind: "OtherSource"));
        await rig.WaitAsync("one", status => status.Next is not null);
        Assert.Equal([null, "1", null], positions);
    }

    [Fact]
    public async Task A_position_survives_a_restart_and_goes_with_its_source()
    {
        await using var rig = new SourceRig();
        var read = new List<string?>();
        Task Run(SourceContext context, CancellationToken stopped)
        {
            read.Add(context.Position.Read());
            context.Position.Store("here");
            context.ReportNext(context.Time.GetUtcNow());
            return ScriptedSource.IdleAsync(context, stopped);
        }

        await rig.ApplyAsync(SourceRig.Model("one", Run), SourceRig.Model("two", ScriptedSource.IdleAsync));
        await rig.WaitAsync("one", status => status.Next is not null);
        await rig.RestartAsync();
        await rig.ApplyAsync(SourceRig.Model("one", Run));
        await rig.WaitAsync("one", status => status.Next is not null);
        await rig.RestartAsync();
        await rig.ApplyAsync();
        Assert.Empty(Directory.EnumerateFiles(rig.PositionFolder));
        await rig.ApplyAsync(SourceRig.Model("one", Run));
        await rig.WaitAsync("one", status => status.Next is not null);
        Assert.Equal([null, "here", null], read);
    }

    [Fact]
    public async Task A_stop_waits_for_what_a_source_has_in_flight()
    {
        await using var rig = new SourceRig();
        var (asked, finish) = (new TaskCompletionSource(), new TaskCompletionSource());
        await rig.ApplyAsync(SourceRig.Model("one", async (context, stopped) =>
        {
            await using var registration = stopped.Register(asked.SetResult);
            await finish.Task;
            Assert.Equal(SourceState.Running, rig.Host.FindStatus("one")!.State);
        }));
        await rig.WaitAsync("one", status => status.State == SourceState.Running);
        var stopping = rig.Host.StopAsync(Patience);
        await asked.Task.WaitAsync(Patience, Cancel);
        Assert.False(stopping.IsCompleted);
        finish.SetResult();
        await stopping;
        Assert.Equal(SourceState.Stopped, rig.Host.FindStatus("one")!.State);
    }

    [Fact]
    public async Task A_source_that_does_not_stop_is_left_behind_and_publishes_nothing_any_more()
    {
        await using var rig = new SourceRig();
        var (late, refused) = (new TaskCompletionSource(), new TaskCompletionSource<Exception>());
        await rig.ApplyAsync(SourceRig.Model("one", async (context, _) =>
        {
            await late.Task;
            refused.SetResult(
                (await Record.ExceptionAsync(() => context.TryPublishAsync([TestEvents.Event()], CancellationToken.None).AsTask()))!);
        }));
        await rig.WaitAsync("one", status => status.State == SourceState.Running);
        await rig.Host.StopAsync(TimeSpan.Zero);
        Assert.Contains("one: the source did not stop within 0 s; it is left behind", rig.Lines);
        late.SetResult();
        Assert.IsAssignableFrom<OperationCanceledException>(await refused.Task.WaitAsync(Patience, Cancel));
        Assert.Empty(await rig.EventsAsync());
    }

    [Fact]
    public async Task A_source_that_has_nothing_more_to_give_is_stopped_and_not_run_again()
    {
        await using var rig = new SourceRig();
        await rig.ApplyAsync(SourceRig.Model("one", (_, _) => Task.CompletedTask));
        var status = await rig.WaitAsync("one", status => status.State == SourceState.Stopped);
        Assert.Equal((0, null), (status.Restarts, status.LastFailure));
    }

    private static BrokerModel TriggerOn(IEventTarget target) => new(
        [new TriggerModel("t", FilterConfig.OfType("*").Compile(), "x",
            new DeliveryPolicy { Retry = 1_000, BackoffDelay = TimeSpan.FromMilliseconds(5), Backoff = BackoffPolicy.Constant })],
        new Dictionary<string, IEventTarget> { ["x"] = target });
}

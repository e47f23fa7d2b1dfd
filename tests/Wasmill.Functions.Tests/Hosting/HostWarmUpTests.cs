using System.Diagnostics.Metrics;
using Wasmill.Functions.Hosting;
using Wasmill.Functions.Sandbox;
using Wasmill.Functions.Sandbox.Restoring;

namespace Wasmill.Functions.Tests.Hosting;

/// <summary>The warm-up takes the path of real calls and leaves nothing behind.</summary>
public sealed class HostWarmUpTests
{
    [Theory]
    [InlineData(nameof(PageMapAccess.Best))]
    [InlineData(nameof(PageMapAccess.None))]
    public async Task Its_guest_is_called_and_called_again_in_both_engines(string access)
    {
        await using var host = NewHost(access);
        using var workers = new WorkerPool(2);
        await using var warmUp = new HostWarmUp(host.Engine, workers, TimeProvider.System);
        warmUp.Request();
        warmUp.NoteFunction();
        Assert.Equal(4, await warmUp.Running!);
        Assert.Equal((0, 0), (host.Engine.ModuleCount, host.Idle.Count));
    }

    [Fact]
    public async Task A_probe_calls_the_guest_and_leaves_nothing_behind()
    {
        await using var host = NewHost(nameof(PageMapAccess.Best));
        await host.ProbeAsync();
        Assert.Equal((0, 0), (host.Engine.ModuleCount, host.Idle.Count));
    }

    [Fact]
    public async Task It_begins_when_it_is_requested_and_there_is_a_function()
    {
        await using var host = NewHost(nameof(PageMapAccess.Best));
        using var workers = new WorkerPool(2);
        await using var early = new HostWarmUp(host.Engine, workers, TimeProvider.System);
        early.Request();
        Assert.Null(early.Running);
        early.NoteFunction();
        var running = early.Running;
        early.NoteFunction();
        early.Request();
        Assert.NotNull(running);
        Assert.Same(running, early.Running);

        await using var late = new HostWarmUp(host.Engine, workers, TimeProvider.System);
        late.NoteFunction();
        Assert.Null(late.Running);
        late.Request();
        Assert.NotNull(late.Running);
    }

    [Fact]
    public async Task Its_guest_uses_what_a_function_in_Python_uses()
    {
        await using var host = NewHost(nameof(PageMapAccess.Best));
        await using var guest = await host.LoadAsync(
            WarmUpGuest.Assemble(), new FunctionConfig { Name = "warm-up" }, TestContext.Current.CancellationToken);
        for (var i = 0; i < 3; i++)
        {
            var result = await guest.CallAsync("/");
            Assert.Equal((200, "warm\n"), (result.Response.Status, result.Body()));
            Assert.Equal(("heat", "warm"), (result.Response.Headers[0].Name, result.Response.Headers[0].Value));
            Assert.Equal(new FunctionLogLine(FunctionLogStream.Output, "warm"), Assert.Single(result.Log));
        }
    }

    [Fact]
    public async Task No_metric_shows_it()
    {
        await using var host = NewHost(nameof(PageMapAccess.Best));
        var seen = new List<string?>();
        using var listener = new MeterListener();
        listener.SetMeasurementEventCallback<long>((_, _, tags, _) => seen.Add(Name(tags)));
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (instrument.Meter == host.Meter)
                listening.EnableMeasurementEvents(instrument);
        };
        listener.Start();
        host.WarmUp();
        await using var edges = await host.LoadAsync(
            TestGuests.Read("edges"), new FunctionConfig { Name = "edges" }, TestContext.Current.CancellationToken);
        await host.WarmingUp!;
        listener.RecordObservableInstruments();
        Assert.Equal(["edges"], seen.Distinct());
    }

    private static string? Name(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var (key, value) in tags)
        {
            if (key == "function")
                return value as string;
        }

        return null;
    }

    private static FunctionHost NewHost(string access)
        => new(new FunctionHostOptions
        {
            CacheFolder = Path.Combine(AppContext.BaseDirectory, "artifact-cache"),
            PageMap = Enum.Parse<PageMapAccess>(access),
        });
}

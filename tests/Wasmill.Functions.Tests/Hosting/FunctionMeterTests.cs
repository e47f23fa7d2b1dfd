using System.Diagnostics.Metrics;
using Wasmill.Functions.Hosting;

namespace Wasmill.Functions.Tests.Hosting;

/// <summary>The metrics of functions, as any listener of System.Diagnostics.Metrics reads them.</summary>
public sealed class FunctionMeterTests : IAsyncDisposable
{
    private readonly FunctionHost _host = new(new FunctionHostOptions
    {
        CacheFolder = Path.Combine(AppContext.BaseDirectory, "artifact-cache"),
        Workers = 2,
        QueueCapacity = 1,
    });

    [Fact]
    public async Task Calls_failures_time_and_memory_are_counted_by_function()
    {
        await using var edges = await LoadAsync("fn");
        await edges.CallAsync("/");
        await edges.CallAsync("/trap");
        var values = Read("fn");
        Assert.Equal(
            (2, 1, 0), (values["wasmill.function.calls"], values["wasmill.function.failures"], values["wasmill.function.rejected_calls"]));
        Assert.True(values["wasmill.function.sandbox_time"] > 0);
        Assert.InRange(values["wasmill.function.max_memory"], 65_536, 128 << 20);
        Assert.Equal(0, values["wasmill.function.queued_calls"]);
    }

    [Fact]
    public async Task Calls_that_run_wait_and_find_no_room_are_told_apart()
    {
        await using var edges = await LoadAsync("fn");
        var running = edges.CallAsync("/loop").AsTask();
        while (Read("fn")["wasmill.function.running_calls"] == 0)
            await Task.Yield();
        var waiting = edges.CallAsync("/").AsTask();
        await edges.CallAsync("/");
        var values = Read("fn");
        Assert.Equal((1, 1, 1, 1), (
            values["wasmill.function.running_calls"], values["wasmill.function.queued_calls"], values["wasmill.function.rejected_calls"],
            values["wasmill.function.instances"]));
        await Task.WhenAll(running, waiting);
    }

    [Fact]
    public async Task Versions_of_a_function_count_together_and_its_metrics_end_with_the_last()
    {
        var first = await LoadAsync("fn");
        await first.CallAsync("/");
        var second = await LoadAsync("fn");
        await using var other = await LoadAsync("other");
        await first.DisposeAsync();
        await first.DisposeAsync();
        await second.CallAsync("/");
        Assert.Equal(2, Read("fn")["wasmill.function.calls"]);
        Assert.Equal(0, Read("other")["wasmill.function.calls"]);
        await second.DisposeAsync();
        Assert.Empty(Read("fn"));
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private ValueTask<IFunction> LoadAsync(string owner) => _host.LoadAsync(
        TestGuests.Read("edges"),
        new FunctionConfig { Name = "edges", Owner = owner, Limits = new() { Deadline = TimeSpan.FromMilliseconds(400) } },
        TestContext.Current.CancellationToken);

    private Dictionary<string, double> Read(string owner)
    {
        var values = new Dictionary<string, double>();
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, own) =>
        {
            if (instrument.Meter == _host.Meter)
                own.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        listener.Start();
        listener.RecordObservableInstruments();
        return values;

        void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            if (tags[0] is { Key: "target", Value: string target } && target == owner && tags[1] is { Key: "function", Value: "edges" })
                values.Add(instrument.Name, value);
        }
    }
}

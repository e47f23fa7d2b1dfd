using System.Text;
using Wasmill.Bench.Report;
using Wasmill.Functions;

namespace Wasmill.FunctionBench.Suites;

/// <summary>Measures the effect of two functions that loop forever on a third.</summary>
internal static class NeighborSuite
{
    private const int Neighbors = 2;
    private const double Goal = 0.5;

    /// <summary>Measures a function with one caller: alone, and beside two that hold all workers of their share.</summary>
    public static async Task RunAsync(string home, StringBuilder text)
    {
        await using var host = BenchHome.NewHost(home);
        await using var third = await BenchHome.LoadAsync(host, home, "event");
        var alone = await MeasureAsync(third);

        using var stop = new CancellationTokenSource();
        var module = await File.ReadAllBytesAsync(Path.Combine(home, "edges.wasm"));
        var loops = new List<Task>();
        var looping = new List<IFunction>();
        for (var i = 0; i < Neighbors; i++)
        {
            var function = await host.LoadAsync(
                module,
                new FunctionConfig { Name = "looping", Limits = new FunctionLimits { Deadline = TimeSpan.FromSeconds(1) } },
                CancellationToken.None);
            looping.Add(function);
            loops.AddRange(Enumerable.Range(0, Environment.ProcessorCount * 4).Select(_ => LoopAsync(function, stop.Token)));
        }

        var beside = await MeasureAsync(third);
        await stop.CancelAsync();
        await Task.WhenAll(loops);
        foreach (var function in looping)
            await function.DisposeAsync();

        var table = new Table("a C function with one caller", "events/s", "p50 µs", "p99 µs");
        table.Row("alone", Figure.Of(alone.PerSecond), Figure.Of(alone.P50), Figure.Of(alone.P99));
        table.Row(
            "beside two that loop until their deadline of 1 s, with eight callers each",
            Figure.Of(beside.PerSecond),
            Figure.Of(beside.P50),
            Figure.Of(beside.P99));
        var share = beside.PerSecond / alone.PerSecond;
        text.Append("\n## Neighbors\n\n").Append(table).Append(
            System.Globalization.CultureInfo.InvariantCulture,
            $"\nGoal: at least {Goal:0 %} of the rate. Measured: {share:0 %}: {(share >= Goal ? "met" : "**missed**")}.\n");
    }

    private static Task<Measurement> MeasureAsync(IFunction function)
        => Meter.AwaitedAsync(1, async () => (await function.InvokeAsync(SampleRequest.Request, CancellationToken.None)).Elapsed);

    private static async Task LoopAsync(IFunction function, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
            await function.InvokeAsync(new FunctionRequest("GET", "/loop", [], default), CancellationToken.None);
    }
}

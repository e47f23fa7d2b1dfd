using Wasmill.Bench.Load;
using Wasmill.Bench.Processes;
using Wasmill.Bench.Report;

namespace Wasmill.Bench.Suites;

/// <summary>Measures other logs, for the order of magnitude: they do not use HTTP or CloudEvents.</summary>
internal static class PeerSuite
{
    private static readonly int[] InFlight = [32, 256];

    /// <summary>Measures JetStream: file store, one publisher that waits for each acknowledgement.</summary>
    public static async Task JetStreamAsync(BenchOptions options, BenchReport report, Servers servers, Table table)
    {
        if (!Programs.Has("nats-server"))
        {
            report.Skip("JetStream", "nats-server");
            return;
        }

        await using var server = await servers.NatsAsync();
        await using var load = await JetStreamLoad.StartAsync(server.Port);
        await load.RunAsync(InFlight[0], options.WarmUp);
        foreach (var count in InFlight)
            Add(table, "JetStream, not flushed before it answers", count, await load.MeasureAsync(server, count, options.Measure), report);
    }

    /// <summary>Measures Redis streams, flushed before each answer.</summary>
    public static async Task RedisAsync(BenchOptions options, BenchReport report, Servers servers, Table table)
    {
        if (!Programs.Has("redis-server") || !Programs.Has("redis-benchmark"))
        {
            report.Skip("Redis streams", "redis-server (and redis-tools)");
            return;
        }

        await using var server = await servers.RedisAsync();
        // Its benchmark takes a count instead of a duration: the warm-up rate determines the count of a measurement.
        const int First = 2_000;
        var first = await RedisLoad.MeasureAsync(server, InFlight[0], First);
        foreach (var count in InFlight)
            Add(
                table,
                "Redis `XADD`, flushed before it answers",
                count,
                await RedisLoad.MeasureAsync(server, count, Math.Max(First, (int)(first.PerSecond * options.Measure.TotalSeconds))),
                report);
    }

    private static void Add(Table table, string name, int count, Sample sample, BenchReport report)
    {
        table.Row([name, $"{count}", .. sample.Cells, "-"]);
        if (sample.Errors > 0)
            report.Fail($"{name}: {sample.Errors} messages were refused");
    }
}

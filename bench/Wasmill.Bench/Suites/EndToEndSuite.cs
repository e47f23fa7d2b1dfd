using Wasmill.Bench.Flows;
using Wasmill.Bench.Load;
using Wasmill.Bench.Processes;
using Wasmill.Bench.Report;

namespace Wasmill.Bench.Suites;

/// <summary>Measures the cost of storing an event durably and delivering it.</summary>
internal sealed class EndToEndSuite(BenchOptions options, BenchReport report, Servers servers, Wrk wrk)
{
    private const int Connections = 64;
    private const int Many = 10;
    private const double Goal = 4;

    /// <summary>Runs the suite.</summary>
    public async Task RunAsync()
    {
        report.Say("`--durability sync`, 256 B, 64 connections of `wrk -t1`, closed loop; the sink is a bare endpoint. "
            + "Events/s count until the last one has arrived; the times are those of the 202.");
        await using var bare = await Servers.BareAsync();
        await using var one = await servers.BrokerAsync(FlowFile.Matching(bare.Url));
        await using var ten = await servers.BrokerAsync(FlowFile.Matching([.. Enumerable.Repeat(bare.Url, Many)]));
        var run = new DeliveryRun(report, wrk, bare);
        await wrk.RunAsync(bare.Url, Connections, options.WarmUp);
        await run.RunAsync("warm-up", one, Connections, 1, options.WarmUp);
        await run.RunAsync("warm-up", ten, Connections, Many, options.WarmUp);

        List<Sample> floor = [], single = [], fan = [];
        for (var round = 0; round < options.Rounds; round++)
        {
            floor.Add(await wrk.SampleAsync(bare, Connections, options.Measure));
            single.Add(await run.RunAsync("1 trigger", one, Connections, 1, options.Measure));
            fan.Add(await run.RunAsync("10 triggers", ten, Connections, Many, options.Measure));
        }

        double Multiple(List<Sample> samples)
            => Statistics.Median(samples.Zip(floor, (sample, bottom) => sample.Processor / bottom.Processor));
        var table = new Table(
            "system", "events/s", "202 p50 ms", "202 p99 ms", "CPU µs/event", "CPU, of a bare request", "for each HTTP message");
        table.Row(["bare endpoint", .. Sample.Median(floor).Cells, "1", "1"]);
        table.Row(["1 trigger", .. Sample.Median(single).Cells, Figure.Of(Multiple(single)), Figure.Of(Multiple(single) / 2)]);
        table.Row(["10 triggers", .. Sample.Median(fan).Cells, Figure.Of(Multiple(fan)), Figure.Of(Multiple(fan) / (1 + Many))]);
        report.Add(table);
        report.Goal(
            "CPU of an event with one trigger, durable, end to end, at most 4 times that of a bare request",
            Figure.Of(Multiple(single)),
            Multiple(single) <= Goal);
    }
}

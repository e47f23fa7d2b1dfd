using Wasmill.Bench.Flows;
using Wasmill.Bench.Load;
using Wasmill.Bench.Processes;
using Wasmill.Bench.Report;

namespace Wasmill.Bench.Suites;

/// <summary>Measures the cost of triggers that do not match the event.</summary>
internal sealed class ManyTriggersSuite(BenchOptions options, BenchReport report, Servers servers, Wrk wrk)
{
    private const int Connections = 64;
    private const double HundredGoal = 0.8;
    private const double ThousandGoal = 0.5;

    /// <summary>Runs the suite.</summary>
    public async Task RunAsync()
    {
        report.Say("As above; one trigger gets the events. Of ten others, eight compare the type, one its beginning or its end, "
            + "one is a CESQL expression over other attributes.");
        await using var bare = await Servers.BareAsync();
        await using var one = await servers.BrokerAsync(FlowFile.OneOf(1, bare.Url));
        await using var hundred = await servers.BrokerAsync(FlowFile.OneOf(100, bare.Url));
        await using var thousand = await servers.BrokerAsync(FlowFile.OneOf(1_000, bare.Url));
        (string Name, Server Server, List<Sample> Samples)[] brokers = [("1", one, []), ("100", hundred, []), ("1,000", thousand, [])];
        var run = new DeliveryRun(report, wrk, bare);
        foreach (var (name, server, _) in brokers)
            await run.RunAsync($"warm-up with {name} triggers", server, Connections, 1, options.WarmUp);
        for (var round = 0; round < options.Rounds; round++)
        {
            foreach (var (name, server, samples) in brokers)
                samples.Add(await run.RunAsync($"{name} triggers", server, Connections, 1, options.Measure));
        }

        double Share(int broker)
            => Statistics.Median(brokers[broker].Samples.Zip(brokers[0].Samples, (sample, single) => sample.PerSecond / single.PerSecond));
        var table = new Table(
            "triggers", "events/s", "202 p50 ms", "202 p99 ms", "CPU µs/event", "rate, of that with 1 trigger", "RSS MiB");
        for (var i = 0; i < brokers.Length; i++)
            table.Row([
                brokers[i].Name,
                .. Sample.Median(brokers[i].Samples).Cells,
                Figure.Percent(Share(i)),
                Figure.Of(brokers[i].Server.Resident),
            ]);
        report.Add(table);
        report.GoalShare("1 of 100 triggers: at least 80 % of the rate with 1", Share(1), HundredGoal);
        report.GoalShare("1 of 1,000 triggers: at least 50 % of the rate with 1", Share(2), ThousandGoal);
    }
}

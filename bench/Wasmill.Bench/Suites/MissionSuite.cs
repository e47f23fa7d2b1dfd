using Wasmill.Bench.Apps;
using Wasmill.Bench.Flows;
using Wasmill.Bench.Load;
using Wasmill.Bench.Processes;
using Wasmill.Bench.Report;
using Wasmill.Bench.Sinks;

namespace Wasmill.Bench.Suites;

/// <summary>
/// Measures the path that the project exists for: an event comes in by HTTP and is stored durably, a function in the broker transforms it,
/// the reply is stored, and goes out by HTTP. Beside it, an event that goes to many targets.
/// </summary>
internal sealed class MissionSuite(BenchOptions options, BenchReport report, Servers servers, Wrk wrk)
{
    private const int Connections = 64;
    private const int Targets = 10;
    private const int ModerateRate = 500;
    private const double FanOutGoal = 300;
    private const double GoalMilliseconds = 6;
    private static readonly int[] Rates = [ModerateRate, 1_200];
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private readonly LatencyRecorder _recorder = new();

    /// <summary>Runs the suite.</summary>
    public async Task RunAsync()
    {
        report.Say("`--durability sync`, a 256 B JSON event, a fresh state for each call. Closed loop: 64 connections of `wrk -t1`, "
            + "events/s until the last transformed event has arrived at a bare endpoint; the times are those of the 202.");
        var apps = new BenchApps(options);
        var (c, python) = (apps.C(), await apps.PythonAsync());
        await using var bare = await Servers.BareAsync();
        await using (var first = await servers.BrokerAsync(FlowFile.Transforming(c, bare.Url)))
        await using (var second = await servers.BrokerAsync(FlowFile.Transforming(python, bare.Url)))
        await using (var third = await servers.BrokerAsync(FanOut(bare)))
            await ClosedAsync(bare, first, second, third);
        await OpenAsync(c, python);
        await new PartsOfAnEvent(options, report, servers, wrk).RunAsync(
            bare, ("C", FlowFile.Transforming(c, bare.Url), 1), ("Python", FlowFile.Transforming(python, bare.Url), 1),
            ($"{Targets} targets", FanOut(bare), Targets));
    }

    private static string FanOut(Server bare) => FlowFile.Matching([.. Enumerable.Repeat(bare.Url, Targets)]);

    private async Task ClosedAsync(Server bare, Server c, Server python, Server fanOut)
    {
        var run = new DeliveryRun(report, wrk, bare) { Payload = Payload.Json };
        await wrk.RunAsync(bare.Url, Connections, options.WarmUp, Payload.Json);
        await run.RunAsync("warm-up", c, Connections, 1, options.WarmUp);
        await run.RunAsync("warm-up", python, Connections, 1, options.WarmUp);
        await run.RunAsync("warm-up", fanOut, Connections, Targets, options.WarmUp);
        List<Sample> floor = [], inC = [], inPython = [], toMany = [];
        for (var round = 0; round < options.Rounds; round++)
        {
            floor.Add(await wrk.SampleAsync(bare, Connections, options.Measure, Payload.Json));
            inC.Add(await run.RunAsync("C", c, Connections, 1, options.Measure));
            inPython.Add(await run.RunAsync("Python", python, Connections, 1, options.Measure));
            toMany.Add(await run.RunAsync($"{Targets} targets", fanOut, Connections, Targets, options.Measure));
        }

        var table = new Table("function", "events/s", "202 p50 ms", "202 p99 ms", "CPU µs/event", "of bare");
        double Multiple(List<Sample> samples)
            => Statistics.Median(samples.Zip(floor, (sample, bottom) => sample.Processor / bottom.Processor));
        table.Row(["bare endpoint", .. Sample.Median(floor).Cells, "1"]);
        table.Row(["C", .. Sample.Median(inC).Cells, Figure.Of(Multiple(inC))]);
        table.Row(["Python", .. Sample.Median(inPython).Cells, Figure.Of(Multiple(inPython))]);
        table.Row([$"none, {Targets} targets", .. Sample.Median(toMany).Cells, Figure.Of(Multiple(toMany))]);
        report.Add(table);
        var processor = Sample.Median(toMany).Processor;
        report.Goal(
            $"Fan-out to {Targets} targets: CPU at most {FanOutGoal:0} µs an event", $"{Figure.Of(processor)} µs", processor <= FanOutGoal);
        Judge("C", Sample.Median(inC), 170, 8_500);
        Judge("Python", Sample.Median(inPython), 260, 5_000);
    }

    private void Judge(string name, Sample median, double processor, double perSecond)
    {
        report.Goal(
            $"{name} on the mission path: CPU at most {processor:0} µs an event", $"{Figure.Of(median.Processor)} µs",
            median.Processor <= processor);
        report.Goal(
            $"{name} on the mission path: at least {perSecond:#,0} events/s", Figure.Of(median.PerSecond), median.PerSecond >= perSecond);
    }

    private async Task OpenAsync(string c, string python)
    {
        report.Say($"Open loop for {options.OpenLoop.TotalSeconds:0} s, from the sender's release of an event to the arrival of its "
            + "transformation at a sink in the sender's process.");
        await using var sink = await EventSink.StartAsync(_recorder.TakeAsync);
        var table = new Table("function", "events/s", "p50 ms", "p99 ms", "CPU µs/event");
        foreach (var (name, app) in ((string, string)[])[("C", c), ("Python", python)])
        {
            await using var broker = await servers.BrokerAsync(FlowFile.Transforming(app, sink.Url));
            // At 500 events/s alone, the just-in-time compiler is busy for a minute.
            await wrk.RunAsync(broker.Url, Connections, options.WarmUp, Payload.Json);
            await QuietAsync();
            await MeasureAsync(broker, Rates[0], options.WarmUp);
            foreach (var rate in Rates)
            {
                var sample = await MeasureAsync(broker, rate, options.OpenLoop);
                table.Row([name, .. sample.Cells]);
                if (name == "Python" && rate == ModerateRate)
                    report.Goal(
                        $"Python on the mission path: p99 at {rate}/s below {GoalMilliseconds:0} ms", $"{Figure.Of(sample.P99)} ms",
                        sample.P99 < GoalMilliseconds);
            }
        }

        report.Add(table);
    }

    private async Task<Sample> MeasureAsync(Server broker, int rate, TimeSpan duration)
    {
        _recorder.Clear();
        using var sender = new OpenLoop(broker.Port, Payload.Json);
        var before = broker.Processor;
        var sent = await sender.RunAsync(rate, duration);
        await _recorder.WaitForAsync(sent, Longest);
        if (sender.Refused > 0 || _recorder.Count != sent)
            report.Fail($"{sender.Refused} of {sent} events were refused, {_recorder.Count} have arrived");
        return new Sample(
            sent / duration.TotalSeconds, Statistics.Percentile(_recorder.Times, 50), Statistics.Percentile(_recorder.Times, 99),
            (broker.Processor - before) / sent, sender.Refused);
    }

    // Waits until the sink has received the backlog.
    private async Task QuietAsync()
    {
        long last;
        do
        {
            last = _recorder.All;
            await Task.Delay(TimeSpan.FromMilliseconds(500));
        }
        while (_recorder.All != last);
    }
}

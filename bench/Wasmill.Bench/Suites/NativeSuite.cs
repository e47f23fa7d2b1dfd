using Wasmill.Bench.Apps;
using Wasmill.Bench.Flows;
using Wasmill.Bench.Load;
using Wasmill.Bench.Processes;
using Wasmill.Bench.Report;

namespace Wasmill.Bench.Suites;

/// <summary>
/// Measures the natively compiled program beside the same source compiled at run time, by turns: ingest, requests through
/// <c>wasmill up</c>, and events through a function in the broker.
/// </summary>
internal sealed class NativeSuite(BenchOptions options, BenchReport report, Servers servers, Wrk wrk)
{
    private const int Connections = 64;
    private const double Least = 0.95;

    /// <summary>Runs the suite.</summary>
    public async Task RunAsync()
    {
        if (options.Program.Length == 0)
        {
            report.Say("Skipped, since WASMILL_PROGRAM names no native program; \"./release --no-archive\" makes it.");
            return;
        }

        report.Say("The same work in the same minute: 64 connections of `wrk -t1`, a 256 B JSON event, `--durability sync`, a fresh state "
            + "for each call. The share is the processor time of the program that is compiled at run time, divided by the native one's: "
            + "above 100 % the native program needs less.");
        var native = new Servers(options, options.Program);
        var apps = new BenchApps(options);
        var (c, python) = (apps.C(), await apps.PythonAsync());
        await using var bare = await Servers.BareAsync();
        await wrk.RunAsync(bare.Url, Connections, options.WarmUp, Payload.Json);
        var delivery = new DeliveryRun(report, wrk, bare) { Payload = Payload.Json };
        var table = new Table("path", "program", "per second", "p50 ms", "p99 ms", "CPU µs", "share");
        Task<Sample> RequestAsync(Server server, TimeSpan time) => wrk.SampleAsync(server, Connections, time, Payload.Json);
        Task<Sample> EventAsync(Server server, TimeSpan time) => delivery.RunAsync("delivery", server, Connections, 1, time);
        await CompareAsync(table, "ingest", program => program.BrokerAsync(FlowFile.Empty), native, RequestAsync);
        await CompareAsync(table, "C through `up`", program => program.UpAsync(c), native, RequestAsync);
        await CompareAsync(table, "Python through `up`", program => program.UpAsync(python), native, RequestAsync);
        await CompareAsync(
            table, "C in the broker", program => program.BrokerAsync(FlowFile.Transforming(c, bare.Url)), native, EventAsync);
        await CompareAsync(
            table, "Python in the broker", program => program.BrokerAsync(FlowFile.Transforming(python, bare.Url)), native, EventAsync);
        report.Add(table);
    }

    private async Task CompareAsync(
        Table table, string path, Func<Servers, Task<Server>> start, Servers native, Func<Server, TimeSpan, Task<Sample>> measure)
    {
        await using var jit = await start(servers);
        await using var aot = await start(native);
        await measure(jit, options.WarmUp);
        await measure(aot, options.WarmUp);
        List<Sample> ofJit = [], ofAot = [];
        for (var round = 0; round < options.Rounds; round++)
        {
            ofJit.Add(await measure(jit, options.Measure));
            ofAot.Add(await measure(aot, options.Measure));
        }

        // By rounds: the machine's speed changes between them.
        var share = Statistics.Median(ofJit.Zip(ofAot, (one, other) => one.Processor / other.Processor));
        table.Row([path, "compiled at run time", .. Sample.Median(ofJit).Cells, ""]);
        table.Row([path, "native", .. Sample.Median(ofAot).Cells, Figure.Percent(share)]);
        report.Goal($"{path}: the native program at least {Figure.Percent(Least)} as efficient", Figure.Percent(share), share >= Least);
        if (ofJit.Concat(ofAot).Sum(sample => sample.Errors) is > 0 and var errors)
            report.Fail($"{path}: {errors} requests failed");
    }
}

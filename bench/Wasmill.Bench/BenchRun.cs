using Wasmill.Bench.Load;
using Wasmill.Bench.Processes;
using Wasmill.Bench.Report;
using Wasmill.Bench.Suites;

namespace Wasmill.Bench;

/// <summary>All suites, one after the other.</summary>
internal static class BenchRun
{
    /// <summary>Runs them.</summary>
    /// <returns>The exit code: 0, or 1 when something was lost or refused. A missed goal is no error.</returns>
    public static async Task<int> RunAsync(BenchOptions options)
    {
        var report = new BenchReport(options);
        var servers = new Servers(options);
        var wrk = new Wrk(options.Home);
        report.Begin();
        if (Programs.Has("wrk"))
        {
            await report.SuiteAsync("Ingest to 202", _ => new IngestSuite(options, report, servers, wrk).RunAsync());
            await report.SuiteAsync("End to end", _ => new EndToEndSuite(options, report, servers, wrk).RunAsync());
            await report.SuiteAsync("Many triggers", _ => new ManyTriggersSuite(options, report, servers, wrk).RunAsync());
            await report.SuiteAsync("Latency", disk => new LatencySuite(options, report, servers, wrk).RunAsync(disk));
        }
        else
        {
            report.Skip("ingest, end to end, many triggers and latency", "wrk");
        }

        if (options.IsFull)
            await report.SuiteAsync("A million events", _ => new MillionSuite(report, servers).RunAsync());
        await report.SuiteAsync("In the process", _ => new MicroSuite(options, report).RunAsync());
        return report.Wrong.Count == 0 ? 0 : 1;
    }
}

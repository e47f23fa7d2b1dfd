using Wasmill.Bench.Load;
using Wasmill.Bench.Machine;
using Wasmill.Bench.Processes;
using Wasmill.Bench.Report;
using Wasmill.Bench.Suites;

namespace Wasmill.Bench;

/// <summary>All suites, one after the other.</summary>
internal static class BenchRun
{
    /// <summary>Runs the suites.</summary>
    /// <returns>The exit code: 0, 1 when events were lost or refused, 2 for an unknown suite. A missed goal is not an error.</returns>
    public static async Task<int> RunAsync(BenchOptions options)
    {
        var report = new BenchReport(options);
        var servers = new Servers(options, options.Tool);
        var wrk = new Wrk(options.Home);
        (string Name, string Title, bool IsDefault, bool NeedsWrk, Func<FlushRate, Task> Run)[] suites =
        [
            ("ingest", "Ingest to 202", true, true, _ => new IngestSuite(options, report, servers, wrk).RunAsync()),
            ("end", "End to end", true, true, _ => new EndToEndSuite(options, report, servers, wrk).RunAsync()),
            ("triggers", "Many triggers", true, true, _ => new ManyTriggersSuite(options, report, servers, wrk).RunAsync()),
            ("latency", "Latency", true, true, disk => new LatencySuite(options, report, servers, wrk).RunAsync(disk)),
            ("million", "A million events", options.IsFull, false, _ => new MillionSuite(report, servers).RunAsync()),
            ("up", "Through wasmill up", false, true, _ => new UpSuite(options, report, servers, wrk).RunAsync()),
            ("mission", "Through a function in the broker", false, true, _ => new MissionSuite(options, report, servers, wrk).RunAsync()),
            ("density", "Many functions in one broker", false, false, _ => new DensitySuite(options, report, servers).RunAsync()),
            ("native", "Native beside compiled at run time", false, true, _ => new NativeSuite(options, report, servers, wrk).RunAsync()),
            ("start", "Starts of the program", false, false, _ => new StartSuite(options, report).RunAsync()),
            ("micro", "In the process", true, false, _ => new MicroSuite(options, report).RunAsync()),
        ];
        if (options.Only.Length > 0 && !suites.Any(suite => suite.Name == options.Only))
        {
            await Console.Error.WriteLineAsync(
                $"bench: \"{options.Only}\" is not a valid suite; use {string.Join(", ", suites.Select(suite => suite.Name))}");
            return 2;
        }

        report.Begin();
        foreach (var suite in suites.Where(suite => options.Only.Length == 0 ? suite.IsDefault : suite.Name == options.Only))
        {
            if (suite.NeedsWrk && !Programs.Has("wrk"))
                report.Skip(suite.Title, "wrk");
            else
                await report.SuiteAsync(suite.Title, suite.Run);
        }

        return report.Wrong.Count == 0 ? 0 : 1;
    }
}

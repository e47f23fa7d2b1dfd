using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Wasmill.Bench.Processes;
using Wasmill.Bench.Report;

namespace Wasmill.FunctionBench.Suites;

/// <summary>
/// Measures the time from a saved Python source to the first response of the new version, in a running <c>wasmill dev</c> and in a running
/// broker.
/// </summary>
internal static class SwapSuite
{
    private const double GoalMilliseconds = 1_000;

    /// <summary>Measures both. The compiled code of CPython is in the cache of the home, or is added first.</summary>
    /// <returns>False if a request failed during the swaps.</returns>
    public static async Task<bool> RunAsync(string home, string tool, StringBuilder text)
    {
        var table = new Table("saved while requests come over one connection", "swaps", "p50 ms", "max ms", "requests", "failed");
        var slowest = 0.0;
        var failed = 0;
        var app = new SwapApp(Directory.CreateDirectory(Path.Combine(home, "swap")).FullName);
        app.Save(0, inPlace: false);
        // A broker begins with the existing module: the one that was last built for "dev".
        foreach (var inBroker in (bool[])[false, true])
        {
            var heard = new ConcurrentQueue<string>();
            await using var server = await (inBroker
                ? BrokerAsync(home, tool, app.Folder, heard.Enqueue)
                : DevAsync(home, tool, app.Folder, heard.Enqueue));
            using var client = new SwapClient(server.Url + (inBroker ? "targets/fn" : ""));
            foreach (var inPlace in (bool[])[false, true])
            {
                var rounds = await client.MeasureAsync(app, inPlace, heard);
                var saved = inPlace ? "written in place" : "renamed into place";
                table.Row(
                    $"{(inBroker ? "broker, `build: onChange`" : "`wasmill dev`")}, {saved}",
                    Figure.Of((long)rounds.Milliseconds.Count),
                    Figure.Of(Statistics.Percentile(rounds.Milliseconds, 50)),
                    Figure.Of(rounds.Milliseconds.Max()),
                    Figure.Of((long)rounds.Requests),
                    Figure.Of((long)rounds.Failed));
                slowest = Math.Max(slowest, rounds.Milliseconds.Max());
                failed += rounds.Failed;
            }
        }

        text
            .Append("\n## From a saved source to its first answer\n\n"
                + "The time from before `app.py` is written until the new version has answered: "
                + "seen, at rest, built, loaded and swapped in.\n\n")
            .Append(table)
            .Append(
                CultureInfo.InvariantCulture,
                $"\nGoal: under {GoalMilliseconds:#,0} ms. Measured: {Figure.Of(slowest)} ms at most: "
                    + $"{(slowest < GoalMilliseconds && failed == 0 ? "met" : "**missed**")}.\n");
        return failed == 0;
    }

    private static Task<Server> DevAsync(string home, string tool, string app, Action<string> heard)
    {
        var port = FreePort.Next();
        return StartAsync(home, [tool, "dev", "-f", app, "--listen", $"127.0.0.1:{port}"], port, null, heard);
    }

    private static Task<Server> BrokerAsync(string home, string tool, string app, Action<string> heard)
    {
        var flow = Path.Combine(home, "swap.yaml");
        File.WriteAllText(
            flow,
            "apiVersion: eventing.knative.dev/v1\nkind: Broker\nmetadata: {name: bench}\n---\napiVersion: wasmill.dev/v1alpha1\n"
                + $"kind: FunctionTarget\nmetadata: {{name: fn}}\nspec: {{from: '{app}', build: onChange}}\n");
        var port = FreePort.Next();
        return StartAsync(home, [tool, "run", "-f", flow, "--listen", $"127.0.0.1:{port}"], port, "readyz", heard);
    }

    private static Task<Server> StartAsync(string home, IReadOnlyList<string> arguments, int port, string? readyPage, Action<string> heard)
    {
        var start = new ProcessStartInfo("dotnet", arguments);
        start.Environment["WASMILL_HOME"] = Path.Combine(home, "wasmill");
        start.Environment["WASMILL_CACHE"] = Path.Combine(home, "cache");
        return Server.StartAsync(start, port, readyPage, heard);
    }
}

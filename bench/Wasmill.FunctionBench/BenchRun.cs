using System.Globalization;
using System.Text;
using Wasmill.Apps.Building.Python;
using Wasmill.Bench.Machine;
using Wasmill.Bench.Report;
using Wasmill.FunctionBench.Suites;
using Wasmill.Functions.Hosting;

namespace Wasmill.FunctionBench;

/// <summary>The whole benchmark and its report.</summary>
internal static class BenchRun
{
    /// <summary>Builds the Python guest, runs the suites, and writes the report.</summary>
    /// <param name="guests">The folder of the C guests.</param>
    /// <param name="app">The folder of the Python app.</param>
    /// <param name="home">A folder for this run.</param>
    /// <param name="tool">The tool's <c>wasmill.dll</c>.</param>
    /// <param name="report">The file to write.</param>
    /// <returns>The exit code: 1 if a guest returned a wrong response, or none.</returns>
    public static async Task<int> RunAsync(string guests, string app, string home, string tool, string report)
    {
        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture,
            $"# Function benchmark\n\n"
                + $"Made by `bench/functions` on {DateTime.UtcNow:yyyy-MM-dd}. {MachineInfo.Describe(home)}. "
                + $"Load average {LoadAverage.Now} before.\n\n");
        if (Environment.GetEnvironmentVariable("WASMILL_BENCH_NOTE") is { Length: > 0 } note)
            text.Append(note).Append("\n\n");
        text.Append("An event is 330 bytes of JSON with eight headers; the guest parses it, adds a member, and answers with it. "
            + "Every event finds a fresh state, unless a row says that its instance is reused.\n");

        foreach (var name in (string[])["event", "event_wagi", "edges"])
            File.Copy(Path.Combine(guests, name + ".wasm"), Path.Combine(home, name + ".wasm"));
        await using (var host = BenchHome.NewHost(home))
        {
            using (var builder = new PythonBuilder(host))
                builder.Build(app, "app", Path.Combine(home, "python.wasm"));
            if (await FindWrongAsync(host, home) is { } wrong)
            {
                await Console.Error.WriteLineAsync($"bench: WRONG: {wrong}");
                return 1;
            }

            await SpeedSuite.RunAsync(host, home, text);
        }

        await NeighborSuite.RunAsync(home, text);
        await ColdStartSuite.RunAsync(home, text);
        await IdleSuite.RunAsync(home, text);
        var answered = await SwapSuite.RunAsync(home, tool, text);
        text.Append(CultureInfo.InvariantCulture, $"\nLoad average {LoadAverage.Now} after.\n");
        await File.WriteAllTextAsync(report, text.ToString());
        return answered ? 0 : 1;
    }

    private static async Task<string?> FindWrongAsync(FunctionHost host, string home)
    {
        foreach (var (kind, expected) in ((string, string)[])[
            ("event", "\"seen\":true}"),
            ("event_wagi", "\"seen\":true}"),
            ("python", "\"hello\": \"wasm\"}"),
        ])
        {
            await using var function = await BenchHome.LoadAsync(host, home, kind);
            var result = await function.InvokeAsync(SampleRequest.Request, CancellationToken.None);
            var body = Encoding.UTF8.GetString(result.Response.Body.Span);
            if (result.Response.Status != 200 || !body.EndsWith(expected, StringComparison.Ordinal))
                return $"{kind} answered {result.Response.Status}: {body}";
        }

        return null;
    }
}

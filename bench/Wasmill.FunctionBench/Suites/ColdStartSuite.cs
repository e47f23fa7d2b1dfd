using System.Diagnostics;
using System.Globalization;
using System.Text;
using Wasmill.Bench.Report;

namespace Wasmill.FunctionBench.Suites;

/// <summary>Measures the time to the first response in a new process with the compiled code on disk.</summary>
internal static class ColdStartSuite
{
    /// <summary>Measures each guest in its own process.</summary>
    public static async Task RunAsync(string home, StringBuilder text)
    {
        var table = new Table("guest", "start the host ms", "load ms", "first answer ms");
        foreach (var kind in (string[])["event", "event_wagi", "python"])
            table.Row([kind, .. (await ChildProcess.RunAsync("cold", home, kind)).Split(' ')]);
        text.Append("\n## Cold start\n\n"
            + "A new process, compiled code in the cache. The first answer includes the just-in-time compilation of the host's own "
            + "code.\n\n").Append(table);
    }

    /// <summary>Prints the milliseconds of the three steps.</summary>
    public static async Task MeasureAsync(string home, string kind)
    {
        var started = Stopwatch.GetTimestamp();
        await using var host = BenchHome.NewHost(home);
        var opened = Stopwatch.GetElapsedTime(started);
        await using var function = await BenchHome.LoadAsync(host, home, kind);
        var loaded = Stopwatch.GetElapsedTime(started);
        await function.InvokeAsync(SampleRequest.Request, CancellationToken.None);
        var answered = Stopwatch.GetElapsedTime(started);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{opened.TotalMilliseconds:0.0} {(loaded - opened).TotalMilliseconds:0.0} {(answered - loaded).TotalMilliseconds:0.0}"));
    }
}

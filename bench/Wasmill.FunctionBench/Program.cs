using System.Globalization;
using System.Text;
using Wasmill.FunctionBench;
using Wasmill.FunctionBench.Suites;

// run GUESTS APP HOME TOOL REPORT: the benchmark. swap HOME TOOL: only the swaps. idle, cold, neighbors: the parts that need their own
// process. stress GUESTS APP HOME SECONDS REPORT: calls and collections.
switch (args)
{
    case ["run", var guests, var app, var home, var tool, var report]:
        return await BenchRun.RunAsync(guests, app, home, tool, report);
    case ["swap", var home, var tool]:
        var swaps = new StringBuilder();
        var answered = await SwapSuite.RunAsync(home, tool, swaps);
        Console.WriteLine(swaps);
        return answered ? 0 : 1;
    case ["idle", var home, var kind, var count]:
        await IdleSuite.MeasureAsync(home, kind, int.Parse(count, CultureInfo.InvariantCulture));
        return 0;
    case ["neighbors", var home]:
        var text = new StringBuilder();
        await NeighborSuite.RunAsync(home, text);
        Console.WriteLine(text);
        return 0;
    case ["cold", var home, var kind]:
        await ColdStartSuite.MeasureAsync(home, kind);
        return 0;
    case ["stress", var guests, var app, var home, var seconds, var report]:
        return await StressRun.RunAsync(
            guests, app, home, TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture)), report);
    default:
        await Console.Error.WriteLineAsync("this is started by bench/functions");
        return 2;
}

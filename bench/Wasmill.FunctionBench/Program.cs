using System.Globalization;
using Wasmill.FunctionBench;
using Wasmill.FunctionBench.Suites;

// run GUESTS APP HOME REPORT: the benchmark. idle, cold, neighbours: parts of it that need a process of their own. stress GUESTS APP HOME SECONDS REPORT: calls and collections.
switch (args)
{
    case ["run", var guests, var app, var home, var report]:
        return await BenchRun.RunAsync(guests, app, home, report);
    case ["idle", var home, var kind, var count]:
        await IdleSuite.MeasureAsync(home, kind, int.Parse(count, CultureInfo.InvariantCulture));
        return 0;
    case ["neighbours", var home]:
        var text = new System.Text.StringBuilder();
        await NeighbourSuite.RunAsync(home, text);
        Console.WriteLine(text);
        return 0;
    case ["cold", var home, var kind]:
        await ColdStartSuite.MeasureAsync(home, kind);
        return 0;
    case ["stress", var guests, var app, var home, var seconds, var report]:
        return await StressRun.RunAsync(guests, app, home, TimeSpan.FromSeconds(double.Parse(seconds, CultureInfo.InvariantCulture)), report);
    default:
        await Console.Error.WriteLineAsync("this is started by bench/functions");
        return 2;
}

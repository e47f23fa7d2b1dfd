using System.Globalization;
using Wasmill.Bench;
using Wasmill.Bench.Sinks;

// bare PORT: the bare endpoint. quick|full TOOL HOME REPORT SUITE: the benchmark; exit code 1 when events were lost or refused.
switch (args)
{
    case ["bare", var port]:
        await BareEndpoint.RunAsync(int.Parse(port, CultureInfo.InvariantCulture));
        return 0;
    case [("quick" or "full") and var mode, var tool, var home, var output, var only]:
        return await BenchRun.RunAsync(new BenchOptions(mode == "full", tool, home, output)
        {
            Command = Environment.GetEnvironmentVariable("WASMILL_BENCH_COMMAND")
                ?? (only is "up" or "mission" or "native" or "start" ? $"bench/{only} {mode}" : $"bench/broker {mode} {only}".TrimEnd()),
            Title = only switch
            {
                "up" => "Functions over HTTP",
                "mission" => "The mission path",
                "density" => "Many functions in one broker",
                "native" => "The native program beside the one that .NET compiles at run time",
                "start" => "Starts",
                _ => "Broker benchmark",
            },
            Only = only,
            Program = Environment.GetEnvironmentVariable("WASMILL_PROGRAM") ?? "",
            Functions = int.Parse(Environment.GetEnvironmentVariable("WASMILL_BENCH_FUNCTIONS") ?? "200", CultureInfo.InvariantCulture),
            Rates = [.. (Environment.GetEnvironmentVariable("WASMILL_BENCH_RATES") ?? "50 200")
                .Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .Select(rate => int.Parse(rate, CultureInfo.InvariantCulture))],
            Note = Environment.GetEnvironmentVariable("WASMILL_BENCH_NOTE") ?? "",
        });
    default:
        await Console.Error.WriteLineAsync("this is started by bench/broker [quick|full]");
        return 2;
}

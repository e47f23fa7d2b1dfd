using Wasmill.Bench.Apps;
using Wasmill.Bench.Load;
using Wasmill.Bench.Processes;
using Wasmill.Bench.Report;

namespace Wasmill.Bench.Suites;

/// <summary>Measures a request to a function through <c>wasmill up</c>, beside servers that do nothing.</summary>
internal sealed class UpSuite(BenchOptions options, BenchReport report, Servers servers, Wrk wrk)
{
    private const int Connections = 64;
    private const string Bare = "bare Kestrel";

    /// <summary>Runs the suite.</summary>
    public async Task RunAsync()
    {
        report.Say("`wasmill up`, a fresh state for each request; POST of a 256 B JSON event, `wrk -t1`. C and Python answer with a "
            + "changed event, the C program counts letters, the Go program answers with its request as JSON.");
        var systems = new List<(string Name, double Goal, Server Server)>();
        try
        {
            await StartAsync(systems);
            await MeasureAsync(systems);
        }
        finally
        {
            foreach (var (_, _, server) in systems)
                await server.DisposeAsync();
        }
    }

    private async Task StartAsync(List<(string Name, double Goal, Server Server)> systems)
    {
        var apps = new BenchApps(options);
        systems.Add((Bare, 0, await Servers.BareAsync()));
        if (Programs.Has("nginx"))
            systems.Add(("nginx", 0, await servers.NginxAsync()));
        else
            report.Skip("nginx as a second floor", "nginx-light");
        systems.Add(("C", 2, await servers.UpAsync(apps.C())));
        var python = await apps.PythonAsync();
        systems.Add(("Python", 5, await servers.UpAsync(python)));
        // What the lines cost that "up" writes for requests.
        systems.Add(("C, --quiet", 0, await servers.UpAsync(apps.C(), "--quiet")));
        systems.Add(("Python, --quiet", 0, await servers.UpAsync(python, "--quiet")));
        (string, double, string?)[] programs = [("C, WAGI", 3, apps.WagiC()), ("Go, WAGI", 18, apps.WagiGo())];
        foreach (var (name, goal, app) in programs)
        {
            if (app is null)
                report.Say($"Skipped, since ../shared/guests is absent: {name}.");
            else
                systems.Add((name, goal, await servers.UpAsync(app)));
        }
    }

    private async Task MeasureAsync(List<(string Name, double Goal, Server Server)> systems)
    {
        foreach (var (_, _, server) in systems)
            await wrk.RunAsync(server.Url, Connections, options.WarmUp, Payload.Json);
        var table = new Table("system", "connections", "requests/s", "p50 ms", "p99 ms", "CPU µs/request", "of bare");
        foreach (var connections in (int[])[1, Connections])
        {
            var samples = systems.ToDictionary(system => system.Name, _ => new List<Sample>());
            for (var round = 0; round < options.Rounds; round++)
            {
                foreach (var (name, _, server) in systems)
                    samples[name].Add(await wrk.SampleAsync(server, connections, options.Measure, Payload.Json));
            }

            foreach (var (name, goal, _) in systems)
            {
                var median = Sample.Median(samples[name]);
                // By rounds: the machine's speed changes between them.
                var multiple = Statistics.Median(samples[name].Zip(samples[Bare], (one, floor) => one.Processor / floor.Processor));
                table.Row([name, $"{connections}", .. median.Cells, Figure.Of(multiple)]);
                if (median.Errors > 0)
                    report.Fail($"{name}, {connections} connections: {median.Errors} requests failed");
                if (goal > 0 && connections == Connections)
                    report.Goal(
                        $"{name} through `up` at most {goal:0} times the CPU of a bare request",
                        $"{Figure.Of(median.Processor)} µs, {Figure.Of(multiple)} times",
                        multiple <= goal);
            }
        }

        report.Add(table);
    }
}

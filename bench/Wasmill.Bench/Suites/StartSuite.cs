using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Wasmill.Bench.Flows;
using Wasmill.Bench.Load;
using Wasmill.Bench.Processes;
using Wasmill.Bench.Report;

namespace Wasmill.Bench.Suites;

/// <summary>
/// Measures what a user waits for: the shortest commands, and the first event that a new broker accepts, with an empty log and with a
/// full one.
/// </summary>
internal sealed class StartSuite(BenchOptions options, BenchReport report)
{
    private const double VersionGoal = 20, GitGoal = 3, HelpGoal = 25, MemoryGoal = 30;
    private const double EmptyGoal = 80, StoppedGoal = 200, KilledGoal = 600;
    private const int EventsBeforeKill = 1_000;
    private const int Senders = 64;
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(10);

    private readonly string _program = options.Program.Length > 0 ? options.Program : options.Tool;

    private Servers Servers => field ??= new Servers(options, _program);

    /// <summary>Runs the suite.</summary>
    public async Task RunAsync()
    {
        report.Say($"The program: {(options.Program.Length > 0 ? "native" : "compiled at run time; WASMILL_PROGRAM names a native one")}. "
            + "A time is that of the whole process, or from before the process is made to the answer 202, which is sent after the flush.");
        await CommandsAsync();
        await BrokersAsync();
    }

    private async Task CommandsAsync()
    {
        if (!Programs.Has("hyperfine"))
        {
            report.Skip("the shortest commands", "hyperfine");
            return;
        }

        var prefix = options.Program.Length > 0 ? _program : $"dotnet {_program}";
        var file = Path.Combine(options.Home, "hyperfine.json");
        string[] commands = [$"{prefix} version", $"{prefix} --help", "git --version"];
        using (var process = Process.Start(new ProcessStartInfo("hyperfine", [
            "-N", "--style", "none", "--warmup", "5", "--runs", "50", "--export-json", file, .. commands,
        ])
        {
            RedirectStandardOutput = true,
        })!)
        {
            await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
        }

        using var results = JsonDocument.Parse(await File.ReadAllTextAsync(file));
        var medians = results.RootElement.GetProperty("results").EnumerateArray()
            .Select(result => result.GetProperty("median").GetDouble() * 1e3).ToArray();
        var table = new Table("command", "median ms of 50 runs");
        table.Row("`wasmill version`", Figure.Of(medians[0]));
        table.Row("`wasmill --help`", Figure.Of(medians[1]));
        table.Row("`git --version`", Figure.Of(medians[2]));
        report.Add(table);
        report.Goal($"`version` below {VersionGoal:0} ms", $"{Figure.Of(medians[0])} ms", medians[0] < VersionGoal);
        report.Goal(
            $"`version` at most {GitGoal:0} times `git --version`", $"{Figure.Of(medians[0] / medians[2])} times",
            medians[0] <= GitGoal * medians[2]);
        report.Goal($"`--help` below {HelpGoal:0} ms", $"{Figure.Of(medians[1])} ms", medians[1] < HelpGoal);
    }

    private async Task BrokersAsync()
    {
        List<double> empty = [], resident = [], stopped = [], killed = [];
        for (var start = 0; start < options.Starts; start++)
        {
            var (server, time) = await Servers.BrokerUntilAcceptedAsync(FlowFile.Empty, Servers.NewHome());
            await using (server)
            {
                empty.Add(time.TotalMilliseconds);
                if (start >= options.Rounds)
                    continue;
                await Task.Delay(Settling);
                resident.Add(server.Resident);
            }
        }

        var home = Servers.NewHome();
        await FillAsync(home);
        for (var start = 0; start < options.Starts; start++)
        {
            var (server, time) = await Servers.BrokerUntilAcceptedAsync(FlowFile.Empty, home);
            stopped.Add(time.TotalMilliseconds);
            await using (server)
                await server.TerminateAsync();
        }

        for (var start = 0; start <= options.Starts; start++)
        {
            var (server, time) = await Servers.BrokerUntilAcceptedAsync(FlowFile.Empty, home);
            // The broker before the first was not killed.
            if (start > 0)
                killed.Add(time.TotalMilliseconds);
            // The disposal kills it.
            await using (server)
                await SendAsync(server.Port, EventsBeforeKill, 1);
        }

        var full = $"with {options.EventsBeforeStart.ToString("#,0", CultureInfo.InvariantCulture)} events";
        var table = new Table("a broker's first 202", "median ms", "largest ms", "starts");
        void Row(string name, List<double> times)
            => table.Row(name, Figure.Of(Statistics.Median(times)), Figure.Of(times.Max()), Figure.Of((long)times.Count));
        Row("an empty log", empty);
        Row($"{full}, after SIGTERM", stopped);
        Row($"{full}, after SIGKILL", killed);
        report.Add(table);
        void Judge(string name, List<double> times, double goal)
            => report.Goal(
                $"first 202 {name} below {goal:0} ms", $"{Figure.Of(Statistics.Median(times))} ms", Statistics.Median(times) < goal);
        Judge("with an empty log", empty, EmptyGoal);
        Judge($"{full} after SIGTERM", stopped, StoppedGoal);
        Judge($"{full} after SIGKILL", killed, KilledGoal);
        var memory = Statistics.Median(resident);
        report.Goal(
            $"an idle broker at most {MemoryGoal:0} MiB ({Settling.TotalSeconds:0} s after its first event)", $"{Figure.Of(memory)} MiB",
            memory <= MemoryGoal);
    }

    private async Task FillAsync(string home)
    {
        var (server, _) = await Servers.BrokerUntilAcceptedAsync(FlowFile.Empty, home);
        await using (server)
        {
            await SendAsync(server.Port, options.EventsBeforeStart, Senders);
            await server.TerminateAsync();
        }
    }

    private async Task SendAsync(int port, int count, int senders)
    {
        var next = 0;
        await Task.WhenAll(Enumerable.Range(0, senders).Select(_ => Task.Run(async () =>
        {
            using var connection = new EventConnection(Payload.Plain);
            await connection.OpenAsync(port);
            while (Interlocked.Increment(ref next) is var id && id <= count)
            {
                if (await connection.PostAsync(id, 0))
                    continue;
                report.Fail("an event was not answered with 202");
                return;
            }
        })));
    }
}

using System.Text;
using System.Text.Json.Nodes;
using Wasmill.Bench.Report;
using Wasmill.Functions.Hosting;

namespace Wasmill.FunctionBench.Suites;

/// <summary>Measures events per second and the time of one event.</summary>
internal static class SpeedSuite
{
    private const int Reused = 100;
    private const int Callers = 8;
    private const double SpreadGoal = 3;

    // A WAGI program ends with its response: there is nothing to reuse.
    private static readonly (string Kind, int EventsPerInstance)[] Guests =
        [("event", 1), ("event", Reused), ("event_wagi", 1), ("python", 1), ("python", Reused)];

    /// <summary>Measures every guest, and the same work in C# without a sandbox.</summary>
    public static async Task RunAsync(FunctionHost host, string home, StringBuilder text)
    {
        var table = new Table("work", "threads", "events/s", "p50 µs", "p99 µs", "p50 µs to the answer");
        var goals = new Table("goal", "measured", "");
        foreach (var threads in (int[])[1, 2])
            Add(table, "C#, no sandbox: JsonNode", threads, Meter.OnThreads(threads, Native));

        var (rates, byQueue) = (new Dictionary<(string, int), Measurement>(), new Dictionary<(string, int), Measurement>());
        foreach (var (kind, eventsPerInstance) in Guests)
        {
            await using var function = await BenchHome.LoadAsync(host, home, kind, eventsPerInstance);
            var loaded = (LoadedFunction)function;
            var name = eventsPerInstance == 1 ? Name(kind) : $"{Name(kind)}, reused for {eventsPerInstance} events";
            foreach (var threads in (int[])[1, 2])
            {
                var rate = Meter.OnThreads(threads, () => loaded.Call(SampleRequest.Request).Elapsed);
                Add(table, name, threads, rate);
                if (eventsPerInstance == 1)
                    rates[(kind, threads)] = rate;
            }

            foreach (var callers in (int[])[1, Callers])
            {
                var queued = await Meter.AwaitedAsync(
                    callers, async () => (await function.InvokeAsync(SampleRequest.Request, CancellationToken.None)).Elapsed);
                Add(table, $"{name}, through the queue, {callers} callers", Environment.ProcessorCount, queued);
                if (eventsPerInstance == 1)
                    byQueue[(kind, callers)] = queued;
            }
        }

        Goal(goals, "C guest, one thread: 100,000 events/s", rates[("event", 1)].PerSecond, 100_000);
        Goal(goals, "C guest, two threads: 200,000 events/s", rates[("event", 2)].PerSecond, 200_000);
        Goal(goals, "Python, one thread: 1,200 events/s", rates[("python", 1)].PerSecond, 1_200);
        var answer = rates[("python", 1)].AnswerP50;
        goals.Row("Python, one thread: p50 to the answer under 300 µs", Figure.Of(answer) + " µs", answer < 300 ? "met" : "**missed**");
        var spread = byQueue[("python", Callers)].P99 / byQueue[("python", Callers)].P50;
        goals.Row(
            $"Python through the queue, {Callers} callers: p99 at most {SpreadGoal:0} times p50", Figure.Of(spread),
            spread <= SpreadGoal ? "met" : "**missed**");
        text.Append("\n## Goals\n\n")
            .Append(goals)
            .Append("\n## Speed\n\n\"On threads\" rows call the worker's own path; the others await the answer of a queued call.\n\n")
            .Append(table);
    }

    private static string Name(string kind) => kind switch
    {
        "event" => "C, Spin HTTP ABI",
        "event_wagi" => "C, WAGI",
        _ => "Python (`samples/wowow`)",
    };

    private static TimeSpan Native()
    {
        var started = System.Diagnostics.Stopwatch.GetTimestamp();
        var node = JsonNode.Parse(SampleRequest.Body)!.AsObject();
        node["seen"] = true;
        GC.KeepAlive(Encoding.UTF8.GetBytes(node.ToJsonString()));
        return System.Diagnostics.Stopwatch.GetElapsedTime(started);
    }

    private static void Add(Table table, string name, int threads, Measurement measured)
        => table.Row(
            name,
            Figure.Of((long)threads),
            Figure.Of(measured.PerSecond),
            Figure.Of(measured.P50),
            Figure.Of(measured.P99),
            Figure.Of(measured.AnswerP50));

    private static void Goal(Table goals, string goal, double measured, double least)
        => goals.Row(goal, Figure.Of(measured), measured >= least ? "met" : "**missed**");
}

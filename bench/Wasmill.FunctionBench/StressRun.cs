using System.Diagnostics;
using System.Globalization;
using Wasmill.Apps.Building.Python;
using Wasmill.Bench.Machine;
using Wasmill.Functions;

namespace Wasmill.FunctionBench;

/// <summary>
/// Calls functions on four threads while the heap is collected and compacted repeatedly, to find wrong layouts and freed handles.
/// </summary>
internal static class StressRun
{
    // Without a pause there are sixty collections per call.
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(2);

    private static readonly (string Kind, int EventsPerInstance, string End)[] Callers =
        [
            ("event", 1, "\"seen\":true}"),
            ("event_wagi", 1, "\"seen\":true}"),
            ("event", 100, "\"seen\":true}"),
            ("python", 1, "\"hello\": \"wasm\"}"),
        ];

    /// <summary>Runs for a given time and writes a report.</summary>
    /// <param name="guests">The folder of the C guests.</param>
    /// <param name="app">The folder of the Python app.</param>
    /// <param name="home">A folder for this run.</param>
    /// <param name="time">The time to run.</param>
    /// <param name="report">The file to write.</param>
    /// <returns>The exit code: 1 if a response was wrong.</returns>
    public static async Task<int> RunAsync(string guests, string app, string home, TimeSpan time, string report)
    {
        foreach (var name in (string[])["event", "event_wagi"])
            File.Copy(Path.Combine(guests, name + ".wasm"), Path.Combine(home, name + ".wasm"));
        await using var host = BenchHome.NewHost(home);
        using (var builder = new PythonBuilder(host))
            builder.Build(app, "app", Path.Combine(home, "python.wasm"));
        var functions = new List<IFunction>();
        foreach (var (kind, eventsPerInstance, _) in Callers)
            functions.Add(await BenchHome.LoadAsync(host, home, kind, eventsPerInstance));

        using var end = new CancellationTokenSource(time);
        var calls = new long[Callers.Length];
        long wrong = 0, collections = 0, early = 0;

        async Task Call(int caller)
        {
            var expected = System.Text.Encoding.UTF8.GetBytes(Callers[caller].End);
            while (!end.IsCancellationRequested)
            {
                var result = await functions[caller].InvokeAsync(SampleRequest.Request, CancellationToken.None);
                calls[caller]++;
                if (result.Response.Status != 200 || !result.Response.Body.Span.EndsWith(expected))
                    Interlocked.Increment(ref wrong);
            }
        }

        var started = Stopwatch.GetTimestamp();
        var callers = Enumerable.Range(0, Callers.Length).Select(caller => Task.Run(() => Call(caller))).ToArray();
        while (!end.IsCancellationRequested)
        {
            GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
            collections++;
            if (early == 0 && Stopwatch.GetElapsedTime(started) > time / 10)
                early = Environment.WorkingSet;
            end.Token.WaitHandle.WaitOne(Pause);
        }

        await Task.WhenAll(callers);
        var late = Environment.WorkingSet;
        foreach (var function in functions)
            await function.DisposeAsync();

        var rows = string.Join('\n', Callers.Select((caller, i) => string.Create(
            CultureInfo.InvariantCulture, $"| {caller.Kind}{(caller.EventsPerInstance > 1 ? ", reused" : "")} | {calls[i]:N0} |")));
        var text = string.Create(CultureInfo.InvariantCulture, $"""
            # Function stress

            Made by `bench/functions stress {time.TotalSeconds}` on {DateTime.UtcNow:yyyy-MM-dd}. {MachineInfo.Describe(home)}.

            Four callers, one for each row, and a thread that collects and compacts the whole heap, with pauses of {Pause.TotalMilliseconds} ms.

            | function | calls |
            |---|---|
            {rows}

            {collections:N0} collections. {wrong} wrong answers. Resident memory after a tenth of the time {early >> 20} MiB, at the end {late >> 20} MiB.

            """);
        Console.Write(text);
        await File.WriteAllTextAsync(report, text);
        return wrong == 0 ? 0 : 1;
    }
}

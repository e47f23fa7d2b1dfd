using System.Globalization;
using System.Text;
using Wasmill.Bench.Report;
using Wasmill.Functions.Hosting;

namespace Wasmill.FunctionBench.Suites;

/// <summary>Measures the memory of idle functions and live instances.</summary>
internal static class IdleSuite
{
    private const double KibPerMib = 1024;

    /// <summary>Measures each case in its own process.</summary>
    public static async Task RunAsync(string home, StringBuilder text)
    {
        var table = new Table("in one process", "count", "PSS MiB of the process", "KiB for each");
        foreach (var (kind, count) in ((string, int)[])[
            ("none", 0), ("event", 500), ("python", 500), ("both", 500), ("distinct", 500), ("live-event", 8), ("live-python", 8),
        ])
        {
            var figures = (await ChildProcess.RunAsync("idle", home, kind, count.ToString(CultureInfo.InvariantCulture))).Split(' ');
            table.Row(Name(kind), Figure.Of((long)count), figures[0], figures[1]);
        }

        text.Append("\n## Memory\n\nPSS of the process from `/proc/self/smaps_rollup`, after a collection. "
            + "\"For each\" is the growth over what it was before, divided by the count.\n\n").Append(table);
    }

    /// <summary>Prints the process's PSS in MiB, and the growth for each function or instance in KiB.</summary>
    public static async Task MeasureAsync(string home, string kind, int count)
    {
        await using var host = BenchHome.NewHost(home);
        // One function of each guest has responded before: its code and the host's are loaded.
        foreach (var name in kind == "none" ? (string[])[] : ["event", "python"])
        {
            await using var first = await BenchHome.LoadAsync(host, home, name);
            await first.InvokeAsync(SampleRequest.Request, CancellationToken.None);
        }

        var before = Pss();
        var kept = new List<object>();
        foreach (var name in Guests(kind))
        {
            var module = await File.ReadAllBytesAsync(Path.Combine(home, name + ".wasm"));
            for (var i = 0; i < count; i++)
                kept.Add(await LoadAsync(host, module, name, kind, i));
        }

        if (kind.StartsWith("live-", StringComparison.Ordinal))
            kept = [.. kept.Cast<LoadedFunction>().Select(Live)];
        var after = Pss();
        GC.KeepAlive(kept);
        Console.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"{after / KibPerMib:0.0} {(count == 0 ? 0 : (after - before) / count):0}"));
        // The instances live on their threads and end with the process.
        Environment.Exit(0);
    }

    private static async Task<object> LoadAsync(FunctionHost host, byte[] module, string name, string kind, int number)
    {
        if (kind != "distinct" || name != "python")
            return await BenchHome.LoadAsync(host, module, name);
        var changed = (byte[])module.Clone();
        var place = changed.AsSpan().LastIndexOf("Adds a greeting"u8);
        BitConverter.TryWriteBytes(changed.AsSpan(place), number + 0x61616161);
        return await BenchHome.LoadAsync(host, changed, name);
    }

    // An instance that has responded and is not disposed.
    private static object Live(LoadedFunction function)
    {
        object? instance = null;
        var thread = new Thread(
            () =>
            {
                function.Execute(SampleRequest.Request, worker: null, out var live);
                instance = live;
            },
            8 << 20);
        thread.Start();
        thread.Join();
        return instance!;
    }

    private static string[] Guests(string kind) => kind switch
    {
        "none" => [],
        "both" or "distinct" => ["event", "python"],
        "event" or "live-event" => ["event"],
        _ => ["python"],
    };

    private static string Name(string kind) => kind switch
    {
        "none" => "the host alone",
        "event" => "idle C functions",
        "python" => "idle Python functions of one image",
        "both" => "idle C functions and as many Python functions of one image",
        "distinct" => "idle C functions, and as many Python functions, each of an image of its own",
        "live-event" => "live C instances",
        _ => "live Python instances",
    };

    private static double Pss()
    {
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        var line = File.ReadLines("/proc/self/smaps_rollup").First(line => line.StartsWith("Pss:", StringComparison.Ordinal));
        return double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }
}

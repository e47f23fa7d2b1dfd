using System.Diagnostics;
using System.Globalization;
using Wasmill.Bench.Apps;
using Wasmill.Bench.Flows;
using Wasmill.Bench.Load;
using Wasmill.Bench.Machine;
using Wasmill.Bench.Native;
using Wasmill.Bench.Processes;
using Wasmill.Bench.Report;
using Wasmill.Bench.Sinks;

namespace Wasmill.Bench.Suites;

/// <summary>Measures a broker with many different Python functions, each of which gets an event now and then, in 1 GiB.</summary>
internal sealed class DensitySuite(BenchOptions options, BenchReport report, Servers servers)
{
    private const long Limit = 1L << 30;
    private const long SpareBytes = 4L << 30;
    private const long MostKept = 2 << 20;
    private const double KibPerMib = 1024;
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestStartOfOne = TimeSpan.FromSeconds(3);

    private readonly string _home = Path.Combine(options.Home, "density");
    private readonly string _cache = Path.Combine(options.Home, "density-cache");
    private readonly Table _memory = new("the broker", "RSS MiB", "of it anonymous", "page cache", "kernel", "all that the limit counts");

    /// <summary>
    /// Runs the suite: (1) build the functions; (2) measure a broker without functions; (3) start one with all functions in a new home,
    /// which compiles them, and again in that home; (4) send each function an event, then events to random ones.
    /// </summary>
    public async Task RunAsync()
    {
        report.Say("Python functions, each built from a source of its own, in one broker with `--durability sync`; a trigger for each, "
            + "with an exact filter on the type. A function adds a member to a 256 B JSON event and answers with its number, which is "
            + "compared. Page cache counts for the broker if it was the first to touch the page; that of the apps and of its own files "
            + "was dropped before each start.");
        // 1
        var (functions, count) = await BuildAsync();
        using var memory = MemoryGroup.TryCreate(Limit, out var reason);
        report.Say(memory is null
            ? $"Skipped: the limit of 1 GiB and the page cache, since {reason}."
            : "The broker is in a memory cgroup with a limit of 1 GiB.");

        // 2
        var (emptyDisk, emptyAnonymous, emptyAll) = await MeasureEmptyAsync(memory);

        // 3
        Directory.CreateDirectory(_home);
        Directory.CreateDirectory(_cache);
        var load = new DensityLoad(report);
        await using var sink = await EventSink.StartAsync(load.TakeAsync);
        var flow = FlowFile.ManyFunctions([.. Enumerable.Range(0, count).Select(functions.FolderOf)], sink.Url);
        var starts = new Table("start", "s", "ms a function", "processor s");
        await using (await StartAsync("in a new home", flow, count, memory, starts))
        {
            var disk = await DiskUsage.MeasureAsync(_home, _cache) - emptyDisk;
            report.Say($"Disk of the broker (its home and the cache of compiled code) for {count:#,0} functions: {Figure.Of(disk)} MiB, "
                + $"{Figure.Of(disk / count * KibPerMib)} KiB a function, beside the app's own module.");
        }

        await using var broker = await StartAsync("again", flow, count, memory, starts);
        report.Add(starts);
        await Task.Delay(Quiet);
        AddMemory("all loaded, none called", broker, memory);
        report.Say($"An idle function that was not called yet: {Figure.Of((broker.Anonymous - emptyAnonymous) / count * KibPerMib)} KiB of "
            + "anonymous memory" + (memory is null
                ? "."
                : $", {Figure.Of((memory.All - emptyAll) / count * KibPerMib)} KiB with page cache and the kernel's memory."));

        // 4
        await LoadAsync(load, broker, memory, count);
        report.Add(_memory);
        if (memory is not null)
        {
            report.Say($"The limit was reached {memory.Reached:#,0} times; the kernel ended {memory.Killed} processes.");
            report.Goal(
                $"{count:#,0} Python functions in one broker of 1 GiB, all answer", $"{report.Wrong.Count} failures, {memory.Killed} ended",
                report.Wrong.Count == 0 && memory.Killed == 0);
        }
    }

    private async Task<(NumberedFunctions Functions, int Count)> BuildAsync()
    {
        var functions = new NumberedFunctions(Path.Combine(options.Home, "functions"));
        var started = Stopwatch.GetTimestamp();
        await functions.BuildAsync(0, 1);
        var module = new FileInfo(Path.Combine(functions.FolderOf(0), "app.wasm")).Length;
        // The app's own module, and what the broker keeps of it.
        var room = (DiskUsage.Free(options.Home) - SpareBytes) / (module + MostKept);
        var count = (int)Math.Min(options.Functions, Math.Max(room, 1));
        if (count < options.Functions)
            report.Say($"**The disk has room for {count:#,0} functions only; {options.Functions:#,0} were asked for.**");
        await functions.BuildAsync(1, count - 1);
        report.Say($"{count:#,0} functions of {Figure.Of(module / 1024.0)} KiB each, built in "
            + $"{Stopwatch.GetElapsedTime(started).TotalSeconds:0} s.");
        return (functions, count);
    }

    private async Task<(double Disk, double Anonymous, double All)> MeasureEmptyAsync(MemoryGroup? memory)
    {
        var home = Directory.CreateDirectory(Path.Combine(options.Home, "density-empty")).FullName;
        await using var empty = await servers.BrokerAsync(FlowFile.Empty, new BrokerSetup { Home = home, Memory = memory });
        await Task.Delay(Quiet);
        AddMemory("without functions", empty, memory);
        return (await DiskUsage.MeasureAsync(home), empty.Anonymous, memory?.All ?? 0);
    }

    private async Task<Server> StartAsync(string name, string flow, int count, MemoryGroup? memory, Table starts)
    {
        foreach (var folder in (string[])[Path.Combine(options.Home, "functions"), _home, _cache])
            FileCache.Drop(folder);
        var started = Stopwatch.GetTimestamp();
        var setup = new BrokerSetup
        {
            Home = _home,
            Environment = [("WASMILL_CACHE", _cache)],
            Memory = memory,
            LongestStart = TimeSpan.FromSeconds(30) + (LongestStartOfOne * count),
        };
        try
        {
            var broker = await servers.BrokerAsync(flow, setup);
            var time = Stopwatch.GetElapsedTime(started);
            starts.Row(
                name, Figure.Of(time.TotalSeconds), Figure.Of(time.TotalMilliseconds / count), Figure.Of(broker.Processor / 1e6));
            return broker;
        }
        catch (InvalidOperationException) when (memory?.Killed > 0)
        {
            throw new InvalidOperationException(
                $"a broker with {count:#,0} functions does not start in 1 GiB: the kernel ended it after "
                + $"{Stopwatch.GetElapsedTime(started).TotalSeconds:0} s");
        }
    }

    private async Task LoadAsync(DensityLoad load, Server broker, MemoryGroup? memory, int count)
    {
        report.Say("Open loop, from the sender's release of an event to the arrival of its reply at a sink in the sender's process. "
            + "\"First\" is one event for each function, in order; after it, events for random functions.");
        var table = new Table("events", "events/s", "p50 ms", "p99 ms", "CPU µs/event");
        var first = await load.RunAsync("first events", broker, options.Rates[0], [.. Enumerable.Range(0, count)]);
        table.Row(["first", .. first.Cells]);
        AddMemory("after an event for each", broker, memory);
        // The same ones in each run.
        var random = new Random(1);
        foreach (var rate in options.Rates)
        {
            var events = (int)(rate * options.OpenLoopOfMany.TotalSeconds);
            var sample = await load.RunAsync(
                $"{rate}/s", broker, rate, [.. Enumerable.Range(0, events).Select(_ => random.Next(count))]);
            table.Row([string.Create(CultureInfo.InvariantCulture, $"{events:#,0} random"), .. sample.Cells]);
            AddMemory($"after {rate}/s", broker, memory);
        }

        report.Add(table);
    }

    private void AddMemory(string state, Server broker, MemoryGroup? memory)
        => _memory.Row([
            state, Figure.Of(broker.Resident), Figure.Of(broker.Anonymous),
            .. memory is null
                ? (string[])["-", "-", "-"]
                : [Figure.Of(memory.Cache), Figure.Of(memory.Kernel), Figure.Of(memory.All)],
        ]);
}

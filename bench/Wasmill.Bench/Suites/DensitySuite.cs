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
    private const double MicrosecondsPerSecond = 1e6;
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestStartOfNone = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestStartOfOne = TimeSpan.FromSeconds(3);

    private readonly string _home = Path.Combine(options.Home, "density");
    private readonly string _cache = Path.Combine(options.Home, "density-cache");
    private readonly Table _starts = new("start", "limit", "", "s", "ms a function", "CPU s");
    private readonly Table _memory = new("the broker", "RSS MiB", "of it anonymous", "page cache", "kernel", "all that the limit counts");

    private double _emptyDisk;
    private double _emptyAnonymous;
    private double _emptyAll;

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
        await MeasureEmptyAsync(memory);

        // 3 and 4
        var load = new DensityLoad(report);
        await using var sink = await EventSink.StartAsync(load.TakeAsync);
        var flow = FlowFile.ManyFunctions([.. Enumerable.Range(0, count).Select(functions.FolderOf)], sink.Url);
        try
        {
            await MeasureAsync(load, flow, count, memory);
        }
        // At its start, or anywhere under load.
        catch (Exception) when (memory?.Killed > 0)
        {
            report.Say("**The kernel ended the broker because of the limit. What follows is a broker without one, in a new home.**");
            Directory.Delete(_home, recursive: true);
            Directory.Delete(_cache, recursive: true);
            await MeasureAsync(load, flow, count, null);
        }
        finally
        {
            report.Add(_starts);
            report.Add(_memory);
        }

        if (memory is not null)
        {
            report.Say($"The limit was reached {memory.Reached:#,0} times.");
            report.Goal(
                $"{count:#,0} Python functions in one broker of 1 GiB, all answer",
                $"{report.Wrong.Count} failures, {memory.Killed} ended by the kernel",
                report.Wrong.Count == 0 && memory.Killed == 0);
        }
    }

    private async Task MeasureAsync(DensityLoad load, string flow, int count, MemoryGroup? memory)
    {
        Directory.CreateDirectory(_home);
        Directory.CreateDirectory(_cache);
        await using (await StartAsync("in a new home", flow, count, memory))
        {
            var home = await DiskUsage.MeasureAsync(_home) - _emptyDisk;
            var cache = await DiskUsage.MeasureAsync(_cache);
            report.Say($"Disk of the broker for a function, beside the app's own module: {PerFunction(home, count)} in its home, "
                + $"{PerFunction(cache, count)} in the cache of compiled code.");
        }

        await using var broker = await StartAsync("again", flow, count, memory);
        await Task.Delay(Quiet);
        AddMemory("all loaded, none called", broker, memory);
        report.Say($"An idle function that was not called yet: {PerFunction(broker.Anonymous - _emptyAnonymous, count)} of anonymous memory"
            + (memory is null ? "." : $", {PerFunction(memory.All - _emptyAll, count)} with page cache and the kernel's memory."));
        await LoadAsync(load, broker, memory, count);
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

    private async Task MeasureEmptyAsync(MemoryGroup? memory)
    {
        var home = Directory.CreateDirectory(Path.Combine(options.Home, "density-empty")).FullName;
        await using var empty = await servers.BrokerAsync(FlowFile.Empty, new BrokerSetup { Home = home, Memory = memory });
        await Task.Delay(Quiet);
        AddMemory("without functions", empty, memory);
        (_emptyDisk, _emptyAnonymous, _emptyAll) = (await DiskUsage.MeasureAsync(home), empty.Anonymous, memory?.All ?? 0);
    }

    private async Task<Server> StartAsync(string name, string flow, int count, MemoryGroup? memory)
    {
        foreach (var folder in (string[])[Path.Combine(options.Home, "functions"), _home, _cache])
            FileCache.Drop(folder);
        var started = Stopwatch.GetTimestamp();
        void Row(string result, double processor)
        {
            var time = Stopwatch.GetElapsedTime(started);
            _starts.Row(
                name, memory is null ? "none" : "1 GiB", result, Figure.Of(time.TotalSeconds), Figure.Of(time.TotalMilliseconds / count),
                Figure.Of(processor));
        }

        try
        {
            var broker = await servers.BrokerAsync(flow, new BrokerSetup
            {
                Home = _home,
                Environment = [("WASMILL_CACHE", _cache)],
                Memory = memory,
                LongestStart = LongestStartOfNone + (LongestStartOfOne * count),
            });
            Row("ready", broker.Processor / MicrosecondsPerSecond);
            return broker;
        }
        catch (InvalidOperationException)
        {
            Row("ended", double.NaN);
            throw;
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

    private static string PerFunction(double mebibytes, int count) => $"{Figure.Of(mebibytes / count * KibPerMib)} KiB";

    private void AddMemory(string state, Server broker, MemoryGroup? memory)
        => _memory.Row([
            state, Figure.Of(broker.Resident), Figure.Of(broker.Anonymous),
            .. memory is null
                ? (string[])["-", "-", "-"]
                : [Figure.Of(memory.Cache), Figure.Of(memory.Kernel), Figure.Of(memory.All)],
        ]);
}

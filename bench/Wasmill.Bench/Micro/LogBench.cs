using System.Diagnostics;
using Wasmill.Bench.Report;
using Wasmill.Broker.Engines;
using Wasmill.Broker.Log;
using Wasmill.Broker.Log.Settings;
using Wasmill.Broker.Records;

namespace Wasmill.Bench.Micro;

/// <summary>Measures the log without HTTP: appends, recovery after a crash, reads.</summary>
internal sealed class LogBench(BenchOptions options, BenchReport report)
{
    private const int InFlight = 256;
    private const int Openings = 3;

    private int Records => options.IsFull ? 500_000 : 100_000;

    /// <summary>Measures the log.</summary>
    public async Task RunAsync()
    {
        var table = new Table("log, events of 256 B", "records", "records/s", "process CPU µs/record");
        foreach (var durability in (Durability[])[Durability.Sync, new Durability(TimeSpan.FromMilliseconds(50))])
        {
            var folder = Path.Combine(options.Home, $"log-{durability.ToString().Replace(':', '-')}");
            // No checkpoint, so that recovery reads the whole log.
            var settings = new LogEngineOptions { Durability = durability, CheckpointBytes = long.MaxValue };
            await using var engine = LogEngine.Open(folder, settings, TimeProvider.System, new FailingLogger(report.Fail));
            await TimedAsync(table, $"append, {durability}, {InFlight} in flight", () => AppendAsync(engine));
            if (durability.Interval is null)
                continue;
            await ScanAsync(table, folder, settings);
            await TimedAsync(table, "read", () => ReadAsync(engine));
        }

        report.Add(table);
    }

    private async Task ScanAsync(Table table, string folder, LogEngineOptions settings)
    {
        // A copy of an open log is equivalent to the files after a crash.
        var best = (Seconds: double.MaxValue, Processor: double.MaxValue);
        for (var opening = 0; opening < Openings; opening++)
        {
            var copy = Path.Combine(options.Home, $"copy-{opening}");
            Copy(folder, copy);
            var processor = Environment.CpuUsage.TotalTime;
            var started = Stopwatch.GetTimestamp();
            await using var engine = LogEngine.Open(copy, settings, TimeProvider.System, new FailingLogger(report.Fail));
            best = (
                Math.Min(best.Seconds, Stopwatch.GetElapsedTime(started).TotalSeconds),
                Math.Min(best.Processor, (Environment.CpuUsage.TotalTime - processor).TotalMicroseconds));
            await foreach (var last in engine.ReadAsync(new ReadSpec(Last: 1), default))
            {
                if (last.Position != Records)
                    report.Fail($"the start after a crash found {last.Position} of {Records} records");
            }
        }

        table.Row(
            $"start after a crash, without a checkpoint (best of {Openings})",
            Figure.Of((long)Records),
            Figure.Of(Records / best.Seconds),
            Figure.Of(best.Processor / Records));
    }

    private async Task TimedAsync(Table table, string name, Func<Task<int>> run)
    {
        var processor = Environment.CpuUsage.TotalTime;
        var started = Stopwatch.GetTimestamp();
        var count = await run();
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        if (count != Records)
            report.Fail($"{name}: {count} of {Records} records");
        table.Row(
            name,
            Figure.Of((long)count),
            Figure.Of(count / seconds),
            Figure.Of((Environment.CpuUsage.TotalTime - processor).TotalMicroseconds / count));
    }

    private async Task<int> AppendAsync(LogEngine engine)
    {
        NewEvent[] one = [new NewEvent(SampleEvent.Make(), null, 0)];
        var left = Records;
        var stored = 0;
        await Task.WhenAll(Enumerable.Range(0, InFlight).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                if (await engine.AppendAsync(one, default) is AppendResult.Stored)
                    Interlocked.Increment(ref stored);
            }
        })));
        return stored;
    }

    private static async Task<int> ReadAsync(LogEngine engine)
    {
        var count = 0;
        await foreach (var _ in engine.ReadAsync(new ReadSpec(), default))
            count++;
        return count;
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        foreach (var folder in Directory.EnumerateDirectories(from))
            Copy(folder, Path.Combine(to, Path.GetFileName(folder)));
        foreach (var file in Directory.EnumerateFiles(from))
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
    }
}

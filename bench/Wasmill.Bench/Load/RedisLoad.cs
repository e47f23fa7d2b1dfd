using System.Diagnostics;
using System.Globalization;
using Wasmill.Bench.Processes;

namespace Wasmill.Bench.Load;

/// <summary>Adds to a Redis stream with Redis' own benchmark.</summary>
internal static class RedisLoad
{
    private const int PayloadBytes = 256;
    private const int RateColumn = 1;
    private const int MedianColumn = 4;
    private const int P99Column = 6;

    /// <summary>Adds entries and measures the cost for the server.</summary>
    public static async Task<Sample> MeasureAsync(Server server, int connections, int count)
    {
        var before = server.Processor;
        var start = new ProcessStartInfo("redis-benchmark", [
            "-p", $"{server.Port}", "-c", $"{connections}", "-n", $"{count}", "--csv", "XADD", "events", "*", "data",
            new string('x', PayloadBytes),
        ])
        {
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        // Two lines: the column names, and "XADD ...","rate","average","min","p50","p95","p99","max".
        // The first column may contain commas.
        var cells = output.Trim().Split('\n')[^1].Split("\",\"");
        if (process.ExitCode != 0 || cells.Length <= P99Column)
            throw new InvalidOperationException($"redis-benchmark: {output}");
        double Cell(int column) => double.Parse(cells[column], CultureInfo.InvariantCulture);
        return new Sample(Cell(RateColumn), Cell(MedianColumn), Cell(P99Column), (server.Processor - before) / count, 0);
    }
}

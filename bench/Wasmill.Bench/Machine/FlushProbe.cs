using System.Diagnostics;
using Wasmill.Bench.Native;
using Wasmill.Bench.Report;

namespace Wasmill.Bench.Machine;

/// <summary>Measures the broker's disk: durable figures mean nothing without it.</summary>
internal static class FlushProbe
{
    private const int RecordBytes = 512;

    /// <summary>Appends and flushes for a given time, in its own file.</summary>
    public static FlushRate Measure(string folder, TimeSpan duration)
    {
        var path = Path.Combine(folder, "flush-probe");
        try
        {
            using var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write);
            var record = new byte[RecordBytes];
            var times = new List<double>();
            var started = Stopwatch.GetTimestamp();
            while (Stopwatch.GetElapsedTime(started) < duration)
            {
                var before = Stopwatch.GetTimestamp();
                RandomAccess.Write(file, record, (long)times.Count * RecordBytes);
                DataFlush.Flush(file);
                times.Add(Stopwatch.GetElapsedTime(before).TotalMilliseconds);
            }

            return new FlushRate(
                times.Count / Stopwatch.GetElapsedTime(started).TotalSeconds,
                Statistics.Percentile(times, 50),
                Statistics.Percentile(times, 99));
        }
        finally
        {
            File.Delete(path);
        }
    }
}

using System.Diagnostics;
using Wasmill.Bench.Native;

namespace Wasmill.Bench.Machine;

/// <summary>
/// Measures a page fault: 0.3 to 1 µs on ordinary machines, ten times as much in some virtual ones. A fresh instance of a guest is little
/// else.
/// </summary>
internal static class FaultProbe
{
    private const int Bytes = 64 << 20;
    private const int Rounds = 5;

    /// <summary>Returns the time of one fault in microseconds: the best of five rounds over 64 MiB.</summary>
    public static double Measure()
    {
        var best = double.MaxValue;
        for (var round = 0; round < Rounds; round++)
        {
            var times = new List<long>();
            PageMapping.Touch(Bytes, Environment.SystemPageSize, () => times.Add(Stopwatch.GetTimestamp()));
            best = Math.Min(best, Stopwatch.GetElapsedTime(times[0], times[1]).TotalMicroseconds / (Bytes / Environment.SystemPageSize));
        }

        return best;
    }
}

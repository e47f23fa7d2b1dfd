using Wasmill.Bench.Native;

namespace Wasmill.Bench.Micro;

/// <summary>Calls a function often enough to measure the cost of one call.</summary>
internal static class MicroBench
{
    private const int Rounds = 7;
    private const long RoundNanoseconds = 20_000_000;
    // A method is recompiled after 30 calls and a pause of 100 ms without first compilations; with on-stack replacement
    // the loop itself is recompiled too.
    private const int WarmUpRounds = 12;
    private static readonly TimeSpan CompilerPause = TimeSpan.FromMilliseconds(20);

    // The result must be used, or the compiler may remove the work.
    private static object? s_last;

    /// <summary>Returns the best of seven rounds: disturbances only make a round slower.</summary>
    public static MicroResult Measure(Func<object?> work)
    {
        var calls = 1;
        for (var warm = 0; warm < WarmUpRounds; warm++)
        {
            var (time, _) = Round(work, calls);
            calls = (int)Math.Clamp(calls * (double)RoundNanoseconds / Math.Max(time, 1), calls, calls * 50.0);
            Thread.Sleep(CompilerPause);
        }

        var best = new MicroResult(double.MaxValue, double.MaxValue);
        for (var round = 0; round < Rounds; round++)
        {
            var (time, bytes) = Round(work, calls);
            best = new MicroResult(Math.Min(best.Nanoseconds, (double)time / calls), Math.Min(best.Bytes, (double)bytes / calls));
        }

        return best;
    }

    private static (long Nanoseconds, long Bytes) Round(Func<object?> work, int calls)
    {
        var bytes = GC.GetAllocatedBytesForCurrentThread();
        var time = ThreadClock.Now;
        for (var i = 0; i < calls; i++)
            s_last = work();
        time = ThreadClock.Now - time;
        return (time, GC.GetAllocatedBytesForCurrentThread() - bytes);
    }

    /// <summary>The last result, to verify that there was one.</summary>
    public static object? Last => s_last;
}

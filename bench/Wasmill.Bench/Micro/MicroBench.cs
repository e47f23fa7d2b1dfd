using Wasmill.Bench.Native;

namespace Wasmill.Bench.Micro;

/// <summary>Calls something often enough to tell what one call costs.</summary>
internal static class MicroBench
{
    private const int Rounds = 7;
    private const long RoundNanoseconds = 20_000_000;
    // The second compilation of a method comes after 30 calls and a pause of 100 ms without first compilations; with on-stack replacement
    // the loop itself is compiled again as well.
    private const int WarmUpRounds = 12;
    private static readonly TimeSpan CompilerPause = TimeSpan.FromMilliseconds(20);

    // The result must go somewhere, or the compiler may leave the work out.
    private static object? s_last;

    /// <summary>The best of seven rounds: what disturbs a round only ever makes it slower.</summary>
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

    /// <summary>The last result, for those who want to know that there was one.</summary>
    public static object? Last => s_last;
}

using System.Diagnostics;
using Wasmill.Bench.Report;

namespace Wasmill.FunctionBench;

/// <summary>Repeats one event on a number of threads and records the time of each.</summary>
internal static class Meter
{
    private const int StackBytes = 8 << 20;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(2);

    /// <summary>Measures on dedicated threads.</summary>
    /// <param name="threads">The number of threads.</param>
    /// <param name="one">Runs one event; returns the time to its response.</param>
    public static Measurement OnThreads(int threads, Func<TimeSpan> one)
    {
        var samples = new List<(double Whole, double Answer)>[threads];
        using var start = new Barrier(threads);
        var workers = new Thread[threads];
        for (var i = 0; i < threads; i++)
        {
            var mine = samples[i] = new List<(double, double)>(1 << 19);
            workers[i] = new Thread(
                () =>
                {
                    Loop(WarmUp, one, null);
                    start.SignalAndWait();
                    Loop(Time, one, mine);
                },
                StackBytes);
            workers[i].Start();
        }

        foreach (var worker in workers)
            worker.Join();
        return Summarise(samples);
    }

    /// <summary>Measures a number of callers that each await their response.</summary>
    public static async Task<Measurement> AwaitedAsync(int callers, Func<Task<TimeSpan>> one)
    {
        var samples = new List<(double Whole, double Answer)>[callers];
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => LoopAsync(WarmUp, one, null)));
        await Task.WhenAll(
            Enumerable.Range(0, callers).Select(i => LoopAsync(Time, one, samples[i] = new List<(double, double)>(1 << 19))));
        return Summarise(samples);
    }

    private static Measurement Summarise(List<(double Whole, double Answer)>[] samples)
    {
        var whole = samples.SelectMany(list => list).Select(sample => sample.Whole).ToArray();
        var answer = samples.SelectMany(list => list).Select(sample => sample.Answer).ToArray();
        return new Measurement(
            whole.Length / Time.TotalSeconds,
            Statistics.Percentile(whole, 50),
            Statistics.Percentile(whole, 99),
            Statistics.Percentile(answer, 50));
    }

    private static void Loop(TimeSpan time, Func<TimeSpan> one, List<(double Whole, double Answer)>? samples)
    {
        var began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < time)
        {
            var started = Stopwatch.GetTimestamp();
            var answer = one();
            samples?.Add((Stopwatch.GetElapsedTime(started).TotalMicroseconds, answer.TotalMicroseconds));
        }
    }

    private static async Task LoopAsync(TimeSpan time, Func<Task<TimeSpan>> one, List<(double Whole, double Answer)>? samples)
    {
        await Task.Yield();
        var began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < time)
        {
            var started = Stopwatch.GetTimestamp();
            var answer = await one();
            samples?.Add((Stopwatch.GetElapsedTime(started).TotalMicroseconds, answer.TotalMicroseconds));
        }
    }
}

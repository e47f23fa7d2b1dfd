using Wasmill.Functions;

namespace Wasmill.FunctionBench;

/// <summary>Calls on four threads while the garbage is collected without pause: what a wrong layout or a freed handle does not survive.</summary>
internal static class StressRun
{
    /// <summary>Runs for so long; exit code 1 when an answer was wrong.</summary>
    public static async Task<int> RunAsync(string guests, string home, TimeSpan time)
    {
        foreach (var name in (string[])["event", "event_wagi"])
            File.Copy(Path.Combine(guests, name + ".wasm"), Path.Combine(home, name + ".wasm"));
        await using var host = BenchHome.NewHost(home);
        await using var spin = await BenchHome.LoadAsync(host, home, "event");
        await using var wagi = await BenchHome.LoadAsync(host, home, "event_wagi");
        using var end = new CancellationTokenSource(time);
        long calls = 0, wrong = 0, collections = 0;

        async Task Caller(IFunction function)
        {
            while (!end.IsCancellationRequested)
            {
                var result = await function.InvokeAsync(SampleRequest.Request, CancellationToken.None);
                Interlocked.Increment(ref calls);
                if (result.Response.Status != 200 || !result.Response.Body.Span.EndsWith("\"seen\":true}"u8))
                    Interlocked.Increment(ref wrong);
            }
        }

        var callers = new[] { spin, wagi, spin, wagi }.Select(function => Task.Run(() => Caller(function))).ToArray();
        while (!end.IsCancellationRequested)
        {
            GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
            collections++;
        }

        await Task.WhenAll(callers);
        Console.WriteLine(FormattableString.Invariant($"{calls} calls, {collections} collections, {wrong} wrong answers"));
        return wrong == 0 ? 0 : 1;
    }
}

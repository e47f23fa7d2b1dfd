using System.Diagnostics;
using Wasmill.Functions.Hosting;
using Wasmill.Functions.Inspection;

namespace Wasmill.Functions.Tests.Hostile;

[Collection(nameof(Alone))]
public sealed class EnduranceTests
{
    private const int WarmUp = 20_000;
    private const int Failures = 100_000;
    private const int Deadlines = 200;

    [Theory]
    [InlineData(nameof(BoundsCheck.GuardPages))]
    [InlineData(nameof(BoundsCheck.Explicit))]
    public async Task A_hundred_thousand_failures_leave_memory_and_handles_as_they_were(string bounds)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "memory and handles are read from /proc");
        await using var host = new FunctionHost(
            new FunctionHostOptions { CacheFolder = TestHost.CacheFolder, Bounds = Enum.Parse<BoundsCheck>(bounds) });
        await using var hostile = await LoadAsync(host, "hostile", Attack.Limits with { Deadline = TimeSpan.FromMilliseconds(20) });
        await using var edges = await LoadAsync(host, "edges", FunctionLimits.Default);
        await FailAsync(hostile, edges, WarmUp);
        var (memory, handles, threads) = Measure();

        await FailAsync(hostile, edges, Failures);
        await Task.WhenAll(Enumerable.Range(0, Deadlines)
            .Select(async _ => Assert.Equal(FunctionFailure.Deadline, (await hostile.CallAsync("/spin")).Failure)));

        Assert.Equal("ok", (await edges.CallAsync("/")).Body());
        var after = Measure();
        Assert.True(after.Memory < memory * 1.05, $"the memory grew from {memory >> 20} to {after.Memory >> 20} MiB");
        // The runtime opens its own libraries when they are first used, and a module's file is opened once more
        // for each processor that calls it often.
        Assert.DoesNotContain(
            after.Handles.Except(handles),
            handle => !handle.EndsWith(".dll", StringComparison.Ordinal) && !handle.EndsWith(".cwasm", StringComparison.Ordinal));
        Assert.InRange(after.Threads, 1, threads);
    }

    private static ValueTask<IFunction> LoadAsync(FunctionHost host, string name, FunctionLimits limits) => host.LoadAsync(
        TestGuests.Read(name), new FunctionConfig { Name = name, Limits = limits }, TestContext.Current.CancellationToken);

    private static async Task FailAsync(IFunction hostile, IFunction edges, int count)
    {
        (IFunction Guest, string Uri, FunctionFailure Failure)[] kinds =
        [
            (edges, "/trap", FunctionFailure.Trap),
            (hostile, "/area/4294967295", FunctionFailure.BadAnswer),
            (hostile, "/word/2/2147483648", FunctionFailure.BadAnswer),
            (hostile, "/null-call", FunctionFailure.Trap),
            (edges, "/exit", FunctionFailure.Exit),
            (edges, "/body-length", FunctionFailure.BadAnswer),
        ];
        for (var i = 0; i < count; i++)
        {
            var (guest, uri, failure) = kinds[i % kinds.Length];
            Assert.Equal(failure, (await guest.CallAsync(uri)).Failure);
        }
    }

    private static (long Memory, string[] Handles, int Threads) Measure()
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            GC.WaitForPendingFinalizers();
        }

        using var process = Process.GetCurrentProcess();
        return (process.WorkingSet64, [.. Directory.GetFiles("/proc/self/fd").Select(Describe)], Threads());
    }

    // Ours only: how many threads the runtime's pool has is its own affair.
    private static int Threads()
        => Directory.GetDirectories("/proc/self/task")
            .Count(task => File.ReadAllText(Path.Combine(task, "comm")).StartsWith("wasmill", StringComparison.Ordinal));

    // With the number, so that a second handle of the same file counts.
    private static string Describe(string path) => $"{Path.GetFileName(path)} {new FileInfo(path).LinkTarget}";
}

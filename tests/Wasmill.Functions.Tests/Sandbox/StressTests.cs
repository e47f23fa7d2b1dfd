using System.Globalization;

namespace Wasmill.Functions.Tests.Sandbox;

/// <summary>By itself: it looks at the memory of the whole process.</summary>
[CollectionDefinition(nameof(StressTests), DisableParallelization = true)]
[Collection(nameof(StressTests))]
public sealed class StressTests
{
    private const int DefaultCalls = 10_000;

    private static int Calls => Environment.GetEnvironmentVariable("WASMILL_CALLS") is { Length: > 0 } text
        ? int.Parse(text, CultureInfo.InvariantCulture)
        : DefaultCalls;

    [Fact]
    public async Task Two_thousand_calls_on_four_threads_survive_collections_in_between()
    {
        await using var edges = await TestGuests.LoadAsync(
            "edges", new FunctionConfig { Name = "edges", Limits = new FunctionLimits { OutputBytes = 100 } });
        string[] uris = ["/", "/same-body", "/flood", "/trap", "/exit", "/duplicates", "/config", "/area"];
        int[] statuses = [200, 200, 500, 500, 500, 200, 200, 500];
        await Parallel.ForAsync(
            0,
            2000,
            new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = TestContext.Current.CancellationToken },
            async (i, _) =>
            {
                if (i % 20 == 0)
                    GC.Collect(2, GCCollectionMode.Forced, blocking: true, compacting: true);
                else if (i % 2 == 0)
                    GC.Collect(0);
                Assert.Equal(statuses[i % 8], (await edges.CallAsync(uris[i % 8], "given")).Response.Status);
            });
    }

    [Fact]
    public async Task Memory_and_handles_stay_where_they_are()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "it reads /proc");
        await using var echo = await TestGuests.LoadAsync("echo");
        await CallManyAsync(echo, 1000);
        var (memory, handles) = Usage();
        await CallManyAsync(echo, Calls);
        var (memoryAfter, handlesAfter) = Usage();
        // A store of ours that is never freed costs 10 KiB: ten thousand of them are 100 MiB.
        Assert.InRange(memoryAfter - memory, long.MinValue, 48L << 20);
        Assert.InRange(handlesAfter - handles, int.MinValue, 8);
    }

    private static Task CallManyAsync(IFunction function, int count)
        => Parallel.ForAsync(0, count, TestContext.Current.CancellationToken, async (_, _) =>
        {
            Assert.Equal(200, (await function.CallAsync("/", "x")).Response.Status);
        });

    private static (long Memory, int Handles) Usage()
    {
        GC.Collect();
        return (Environment.WorkingSet, Directory.GetFileSystemEntries("/proc/self/fd").Length);
    }
}

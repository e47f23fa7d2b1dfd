using Wasmill.Functions.Hosting;

namespace Wasmill.Functions.Tests.Hosting;

/// <summary>Counting from many threads.</summary>
public sealed class FunctionCountersTests
{
    [Fact]
    public void Nothing_is_lost_and_the_largest_memory_stays()
    {
        var counters = new FunctionCounters("fn", "edges");
        Parallel.For(0, 10_000, i => counters.Note(new FunctionResult(
            new FunctionResponse(200, [], default),
            i % 10 == 0 ? FunctionFailure.Trap : FunctionFailure.None,
            "",
            [],
            TimeSpan.FromTicks(3))
        {
            MemoryBytes = i,
        }));
        Assert.Equal((10_000, 1_000, 30_000, 9_999), (counters.Calls, counters.Failures, counters.SandboxTime.Ticks, counters.MaxMemory));
    }
}

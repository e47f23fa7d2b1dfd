using Wasmill.Functions.Hosting;

namespace Wasmill.Functions.Tests.Hosting;

public sealed class FairnessTests
{
    [Fact]
    public async Task Functions_that_hold_all_workers_are_replaced_there_and_a_third_is_answered_while_they_loop()
    {
        await using var host = new FunctionHost(
            new FunctionHostOptions { CacheFolder = Path.Combine(AppContext.BaseDirectory, "artifact-cache"), Workers = 2 });
        await using var first = await LoadAsync(host);
        await using var second = await LoadAsync(host);
        await using var third = await LoadAsync(host);
        // The share of each is one of two workers.
        var loops = Task.WhenAll(first.CallAsync("/loop").AsTask(), second.CallAsync("/loop").AsTask());
        for (var i = 0; i < 100; i++)
            Assert.Equal("ok", (await third.CallAsync("/")).Body());
        Assert.False(loops.IsCompleted, "the third should have been answered while the others were still looping");
        Assert.All(await loops, result => Assert.Equal(FunctionFailure.Deadline, result.Failure));

        // Those that were replaced are gone, and their functions have their share again.
        Assert.Equal("ok", (await first.CallAsync("/")).Body());
    }

    private static ValueTask<IFunction> LoadAsync(FunctionHost host)
        => host.LoadAsync(
            TestGuests.Read("edges"),
            new FunctionConfig { Name = "edges", Limits = new FunctionLimits { Deadline = TimeSpan.FromSeconds(3) } },
            TestContext.Current.CancellationToken);
}

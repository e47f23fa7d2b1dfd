namespace Wasmill.Functions.Tests.Capabilities;

public sealed class LyingAllocatorTests
{
    private const string NoBlock = "trap: the function's allocator did not return a block of 5 bytes inside its memory";

    [Theory]
    [InlineData("n", FunctionFailure.Trap, NoBlock)]
    [InlineData("o", FunctionFailure.Trap, NoBlock)]
    [InlineData("e", FunctionFailure.Trap, NoBlock)]
    [InlineData("t", FunctionFailure.Trap, "trap: the function aborted (it reached unreachable code)")]
    [InlineData("l", FunctionFailure.Deadline, "deadline: the function did not respond within 0.5 s")]
    [InlineData("x", FunctionFailure.Exit, "exit: the function ended itself with exit code 3")]
    [InlineData("r", FunctionFailure.Trap, "trap: the function recursed too deeply (its stack is used up)")]
    public async Task An_allocator_that_fails_while_the_host_makes_room_ends_the_function_with_its_own_reason(
        string mode, FunctionFailure failure, string reason)
    {
        var config = new FunctionConfig
        {
            Name = "liar",
            Variables = new Dictionary<string, string> { ["variable"] = "value" },
            Limits = new FunctionLimits { Deadline = TimeSpan.FromMilliseconds(500) },
        };
        await using var function = await TestGuests.LoadAsync("lying_allocator", config);
        var result = await function.CallAsync("/", mode);
        Assert.Equal((failure, reason), (result.Failure, result.Reason));
        Assert.Equal("value", (await function.CallAsync("/", "-")).Body());
    }

    [Fact]
    public async Task An_allocator_that_moves_the_memory_gets_its_result()
    {
        await using var function = await TestGuests.LoadAsync(
            "lying_allocator",
            new FunctionConfig { Name = "mover", Variables = new Dictionary<string, string> { ["variable"] = "value" } });
        Assert.Equal("value", (await function.CallAsync("/", "g")).Body());
    }
}

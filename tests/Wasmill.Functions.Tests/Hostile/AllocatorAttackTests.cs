using Wasmill.Events.Http;

namespace Wasmill.Functions.Tests.Hostile;

public sealed class AllocatorAttackTests
{
    [Theory]
    [InlineData("null", FunctionFailure.Trap)]
    [InlineData("far", FunctionFailure.Trap)]
    [InlineData("end", FunctionFailure.Trap)]
    [InlineData("trap", FunctionFailure.Trap)]
    [InlineData("exit", FunctionFailure.Exit)]
    [InlineData("loop", FunctionFailure.Deadline)]
    [InlineData("same", FunctionFailure.None)]
    [InlineData("odd", FunctionFailure.None)]
    [InlineData("area", FunctionFailure.None)]
    [InlineData("grow", FunctionFailure.None)]
    public async Task A_lying_allocator_ends_the_call_or_harms_only_its_own_memory(string lie, FunctionFailure expected)
    {
        await using var hostile = await Attack.LoadAsync($"REALLOC={lie}");
        var result = await hostile.CallAsync("/", "a body", new HeaderField("ce-type", "a"), new HeaderField("ce-source", "b"));
        Assert.Equal(expected, result.Failure);
        await using var good = await Attack.LoadAsync();
        Assert.Equal("ok", (await good.CallAsync("/")).Body());
    }

    [Theory]
    [InlineData("null")]
    [InlineData("far")]
    public async Task The_reason_names_the_allocator(string lie)
    {
        await using var hostile = await Attack.LoadAsync($"REALLOC={lie}");
        Assert.Equal(
            "trap: the function's allocator did not return a block of 1 bytes inside its memory", (await hostile.CallAsync("/")).Reason);
    }
}

using Wasmtime;

namespace Wasmill.Functions.Tests.Hostile;

public sealed class StartAttackTests
{
    [Theory]
    [InlineData("loop", FunctionFailure.Deadline, 504)]
    [InlineData("trap", FunctionFailure.Trap, 500)]
    [InlineData("exit", FunctionFailure.Exit, 500)]
    public async Task A_constructor_that_does_not_return_is_cut_off(string start, FunctionFailure failure, int status)
    {
        await using var hostile = await Attack.LoadAsync($"START={start}");
        var result = await hostile.CallAsync("/");
        Assert.Equal((failure, status), (result.Failure, result.Response.Status));
    }

    [Fact]
    public async Task A_start_function_that_loops_does_not_stop_the_loading_and_is_cut_off_in_the_call()
    {
        var module = Module.ConvertText("""
            (module
              (memory (export "memory") 1)
              (func $spin (loop $again (br $again)))
              (start $spin)
              (func (export "canonical_abi_realloc") (param i32 i32 i32 i32) (result i32) i32.const 16)
              (func (export "handle-http-request") (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32) (result i32) i32.const 1024))
            """);
        await using var function = await TestGuests.Host.LoadAsync(
            module, new FunctionConfig { Name = "spinning", Limits = Attack.Limits }, TestContext.Current.CancellationToken);
        Assert.Equal("deadline: the function did not respond within 0.3 s", (await function.CallAsync("/")).Reason);
    }
}

using Wasmtime;

namespace Wasmill.Functions.Tests.Hostile;

public sealed class ResourceAttackTests
{
    [Theory]
    [InlineData("/spin", 504, "deadline: the function did not respond within 0.3 s")]
    [InlineData("/wait", 504, "deadline: the function did not respond within 0.3 s")]
    [InlineData("/host-calls", 500, "host calls: the function called the host more than 50000 times")]
    [InlineData("/polls", 500, "host calls: the function called the host more than 50000 times")]
    [InlineData("/write-everything", 500, "output flood: the function wrote more than 65536 bytes to its output")]
    [InlineData("/null-call", 500, "trap: the function called an invalid function pointer")]
    public async Task What_does_not_end_by_itself_is_ended_and_named(string uri, int status, string reason)
    {
        var result = await Attack.RunAsync(uri);
        Assert.Equal((status, reason), (result.Response.Status, result.Reason));
    }

    [Theory]
    [InlineData("/read")]
    [InlineData("/write-nowhere")]
    [InlineData("/random-everything")]
    public async Task A_host_call_with_wrong_addresses_fails_inside_the_guest_alone(string uri)
        => Assert.Equal(
            (FunctionFailure.None, "ok"), ((await Attack.RunAsync(uri)) is var result ? result.Failure : default, result.Body()));

    [Fact]
    public async Task Many_small_memories_are_refused_when_the_module_is_loaded()
    {
        var memories = string.Concat(Enumerable.Range(0, 1000).Select(_ => "(memory 10)"));
        var error = await Assert.ThrowsAsync<FunctionLoadException>(async () =>
            await LoadAsync($"(module (memory (export \"memory\") 1) {memories})"));
        Assert.Contains("memories", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Many_tables_are_refused_when_the_module_is_loaded()
    {
        var tables = string.Concat(Enumerable.Range(0, 1000).Select(_ => "(table 10 funcref)"));
        await Assert.ThrowsAsync<FunctionLoadException>(async () => await LoadAsync($"(module (memory (export \"memory\") 1) {tables})"));
    }

    [Fact]
    public async Task Tables_grow_to_their_limit_and_no_further()
    {
        // Grows by a thousand until it is refused; answers with the size, as the status 200 + size / 1000.
        await using var function = await LoadAsync("""
            (module
              (memory (export "memory") 1)
              (table $t 0 externref)
              (func (export "canonical_abi_realloc") (param i32 i32 i32 i32) (result i32) i32.const 16)
              (func (export "handle-http-request") (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32) (result i32)
                (loop $again (br_if $again (i32.ge_s (table.grow $t (ref.null extern) (i32.const 1000)) (i32.const 0))))
                (i32.store16 (i32.const 1024) (i32.add (i32.const 200) (i32.div_u (table.size $t) (i32.const 1000))))
                (i32.const 1024)))
            """);
        var result = await function.CallAsync("/");
        Assert.Equal((FunctionFailure.None, 200 + 50), (result.Failure, result.Response.Status));
    }

    private static ValueTask<IFunction> LoadAsync(string text)
    {
        var config = new FunctionConfig { Name = "hostile", Limits = Attack.Limits with { TableElements = 50_000 } };
        return TestGuests.Host.LoadAsync(Module.ConvertText(text), config, TestContext.Current.CancellationToken);
    }
}

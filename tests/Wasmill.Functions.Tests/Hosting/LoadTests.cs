using Wasmtime;

namespace Wasmill.Functions.Tests.Hosting;

public sealed class LoadTests
{
    [Theory]
    [InlineData(new byte[] { 1 }, "is not a WebAssembly module: it does not begin with the WebAssembly magic number")]
    [InlineData(new byte[0], "is not a WebAssembly module: it does not begin with the WebAssembly magic number")]
    [InlineData(new byte[] { 0, 0x61, 0x73, 0x6D, 0x0D, 0, 1, 0 }, "is a WebAssembly component")]
    [InlineData(new byte[] { 0, 0x61, 0x73, 0x6D, 1, 0, 0, 0, 1, 100 }, "a length in the module reaches behind its end")]
    [InlineData(new byte[] { 0, 0x61, 0x73, 0x6D, 1, 0, 0, 0 }, "it does not export handle-http-request, canonical_abi_realloc, memory (it exports nothing)")]
    public async Task What_is_no_function_is_refused_with_the_reason(byte[] module, string reason)
    {
        var error = await Assert.ThrowsAsync<FunctionLoadException>(async () => await LoadAsync(module));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_import_is_refused_by_name()
    {
        var module = Module.ConvertText("""(module (import "env" "host_magic" (func)) (memory (export "memory") 1))""");
        var error = await Assert.ThrowsAsync<FunctionLoadException>(async () => await LoadAsync(module));
        Assert.Equal("test imports env.host_magic, which this host does not know", error.Message);
    }

    [Fact]
    public async Task Known_imports_of_Spin_and_WASI_always_link()
    {
        var module = Module.ConvertText("""
            (module
              (import "key-value" "open" (func (param i32 i32 i32)))
              (import "wasi-outbound-http" "request" (func (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32)))
              (import "fermyon:spin/llm" "infer" (func (param i32 i32 i32 i32 i32 i32 f32 i32 f32 i32 f32 i32)))
              (import "wasi_snapshot_preview1" "path_open" (func (param i32 i32 i32 i32 i32 i64 i64 i32 i32) (result i32)))
              (memory (export "memory") 1)
              (func (export "canonical_abi_realloc") (param i32 i32 i32 i32) (result i32) i32.const 16)
              (func (export "handle-http-request") (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32) (result i32) i32.const 1024)
              (data (i32.const 1024) "\cc\00"))
            """);
        await using var function = await LoadAsync(module);
        Assert.Equal(204, (await function.CallAsync("/")).Response.Status);
    }

    [Fact]
    public async Task A_module_whose_memory_is_larger_than_its_limit_fails_with_the_limit()
    {
        await using var edges = await Guests.LoadAsync("edges", new FunctionConfig { Name = "edges", Limits = new FunctionLimits { MemoryBytes = 64 << 10 } });
        var result = await edges.CallAsync("/");
        Assert.Equal((FunctionFailure.Memory, "memory: the function needs more than its memory limit of 0.06 MiB"), (result.Failure, result.Reason));
    }

    private static ValueTask<IFunction> LoadAsync(byte[] module)
        => Guests.Host.LoadAsync(module, new FunctionConfig { Name = "test" }, TestContext.Current.CancellationToken);
}

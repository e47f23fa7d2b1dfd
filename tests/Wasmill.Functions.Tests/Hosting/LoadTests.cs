using Wasmill.Functions.Hosting;
using Wasmtime;

namespace Wasmill.Functions.Tests.Hosting;

public sealed class LoadTests
{
    [Theory]
    [InlineData(new byte[] { 1 }, "is not a WebAssembly module: it does not begin with the WebAssembly magic number")]
    [InlineData(new byte[0], "is not a WebAssembly module: it does not begin with the WebAssembly magic number")]
    [InlineData(new byte[] { 0, 0x61, 0x73, 0x6D, 0x0D, 0, 1, 0 }, "is a WebAssembly component")]
    [InlineData(new byte[] { 0, 0x61, 0x73, 0x6D, 1, 0, 0, 0, 1, 100 }, "a length in the module reaches past its end")]
    [InlineData(
        new byte[] { 0, 0x61, 0x73, 0x6D, 1, 0, 0, 0 },
        "it does not export handle-http-request, canonical_abi_realloc, memory (it exports nothing)")]
    public async Task What_is_no_function_is_refused_with_the_reason(byte[] module, string reason)
    {
        var error = await Assert.ThrowsAsync<FunctionLoadException>(async () => await LoadAsync(module));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_without_the_executor_wagi_is_refused_with_what_to_write()
    {
        var error = await Assert.ThrowsAsync<FunctionLoadException>(async () => await LoadAsync(TestGuests.Read("wagi")));
        Assert.Equal(
            "test is a WASI command, not a module in the Spin HTTP ABI: run it as a WAGI program, "
                + "with executor = { type = \"wagi\" } in its trigger in spin.toml",
            error.Message);
    }

    [Fact]
    public async Task An_unknown_import_is_refused_by_name()
    {
        var module = Module.ConvertText("""(module (import "env" "host_magic" (func)) (memory (export "memory") 1))""");
        var error = await Assert.ThrowsAsync<FunctionLoadException>(async () => await LoadAsync(module));
        Assert.Equal("test imports env.host_magic, which is unknown to this host", error.Message);
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

    [Theory]
    [InlineData("handler", "canonical_abi_realloc")]
    [InlineData("handle-http-request", "canonical_abi_realloc")]
    [InlineData("fermyon:spin/inbound-http#handle-request", "cabi_realloc")]
    public async Task Every_name_that_the_ABI_ever_had_is_known_and_initialize_runs_first(string handle, string realloc)
    {
        var module = Module.ConvertText($$"""
            (module
              (memory (export "memory") 1)
              (global $status (mut i32) (i32.const 500))
              (func (export "_initialize") (global.set $status (i32.const 204)))
              (func (export "{{realloc}}") (param i32 i32 i32 i32) (result i32) i32.const 16)
              (func (export "{{handle}}") (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32) (result i32)
                (i32.store16 (i32.const 1024) (global.get $status)) i32.const 1024))
            """);
        await using var function = await LoadAsync(module);
        Assert.Equal(204, (await function.CallAsync("/")).Response.Status);
    }

    [Theory]
    [InlineData(
        """(import "wasi_snapshot_preview1" "fd_close" (func (param i64) (result i32)))""",
        "test imports wasi_snapshot_preview1.fd_close with the wrong parameters or results")]
    [InlineData(
        """(import "env" "memory" (memory 1))""", "test imports env.memory, which is not a function; this host offers functions only")]
    [InlineData("""(memory 1) (memory 1)""", "failed to parse WebAssembly module: multiple memories")]
    public async Task What_the_host_cannot_link_is_refused_with_the_reason(string fields, string reason)
    {
        var error = await Assert.ThrowsAsync<FunctionLoadException>(async () => await LoadAsync(Module.ConvertText($"(module {fields})")));
        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Functions_with_the_same_bytes_share_their_code_and_the_last_one_lets_it_go()
    {
        var module = TestGuests.Read("echo");
        await using var host = new FunctionHost(
            new FunctionHostOptions { CacheFolder = Path.Combine(AppContext.BaseDirectory, "artifact-cache") });
        var first = await host.LoadAsync(module, new FunctionConfig { Name = "first" }, TestContext.Current.CancellationToken);
        await using var second = await host.LoadAsync(
            module, new FunctionConfig { Name = "second" }, TestContext.Current.CancellationToken);
        Assert.Equal(1, host.Engine.ModuleCount);
        await first.DisposeAsync();
        Assert.Equal(200, (await second.CallAsync("/")).Response.Status);
        await second.DisposeAsync();
        Assert.Equal(0, host.Engine.ModuleCount);
    }

    [Fact]
    public async Task A_module_whose_memory_is_larger_than_its_limit_fails_with_the_limit()
    {
        await using var edges = await TestGuests.LoadAsync(
            "edges", new FunctionConfig { Name = "edges", Limits = new FunctionLimits { MemoryBytes = 64 << 10 } });
        var result = await edges.CallAsync("/");
        Assert.Equal(
            (FunctionFailure.Memory, "memory: the function needs more than its memory limit of 0.06 MiB"), (result.Failure, result.Reason));
    }

    private static ValueTask<IFunction> LoadAsync(byte[] module)
        => TestGuests.Host.LoadAsync(module, new FunctionConfig { Name = "test" }, TestContext.Current.CancellationToken);
}

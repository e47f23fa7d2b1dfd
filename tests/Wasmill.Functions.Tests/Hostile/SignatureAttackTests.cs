using Wasmtime;

namespace Wasmill.Functions.Tests.Hostile;

/// <summary>
/// Exports with the names of an ABI and types of their own. Native code writes as many results, and reads as many arguments, as the
/// export's type has: it must never be called with room for fewer.
/// </summary>
public sealed class SignatureAttackTests
{
    private const string Realloc = """(func (export "canonical_abi_realloc") (param i32 i32 i32 i32) (result i32) i32.const 16)""";
    private const string Handle =
        """(func (export "handle-http-request") (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32) (result i32) i32.const 1024)""";
    private const string Data = """(memory (export "memory") 1) (data (i32.const 1024) "\cc\00")""";

    [Theory]
    [InlineData(
        "handle-http-request",
        $"""(func (export "handle-http-request") (result i64 i64 i64 i64) i64.const -1 i64.const -1 i64.const -1 i64.const -1) {Realloc}""")]
    [InlineData(
        "handle-http-request",
        $"""(func (export "handle-http-request") (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i64 i64 i64 i64) (result i32) i32.const 1024) {Realloc}""")]
    [InlineData(
        "handle-http-request",
        $"""(func (export "handle-http-request") (param i32 i32 i32 i32 i32 i32 i32 i32 i32 f64) (result i32) i32.const 1024) {Realloc}""")]
    [InlineData(
        "handle-http-request", $"""(func (export "handle-http-request") (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32)) {Realloc}""")]
    [InlineData(
        "handle-http-request",
        $"""(type $more (func (param i32))) (import "wasi_snapshot_preview1" "proc_exit" (func $exit (type $more))) (export "handle-http-request" (func $exit)) {Realloc}""")]
    [InlineData(
        "canonical_abi_realloc", $"""(func (export "canonical_abi_realloc") (param i32 i32 i32 i32) (result i64) i64.const 16) {Handle}""")]
    [InlineData(
        "canonical_abi_realloc", $"""(func (export "canonical_abi_realloc") (param externref) (result i32) i32.const 16) {Handle}""")]
    [InlineData(
        "_initialize",
        $"""(func (export "_initialize") (result i64 i64 i64 i64 i64 i64 i64 i64) i64.const 1 i64.const 1 i64.const 1 i64.const 1 i64.const 1 i64.const 1 i64.const 1 i64.const 1) {Realloc} {Handle}""")]
    [InlineData(
        "canonical_abi_free",
        $"""(func (export "canonical_abi_free") (param i32) (result i64 i64 i64 i64 i64 i64) i64.const 1 i64.const 1 i64.const 1 i64.const 1 i64.const 1 i64.const 1) {Realloc} {Handle}""")]
    public async Task An_export_of_the_ABI_with_another_type_is_refused_by_name(string export, string fields)
    {
        var error = await Assert.ThrowsAsync<FunctionLoadException>(async () => await LoadAsync(fields, FunctionKind.SpinHttp));
        Assert.Contains(
            $"test exports {export} with other parameters or results than the Spin HTTP ABI has", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_whose_start_takes_arguments_is_refused()
    {
        var error = await Assert.ThrowsAsync<FunctionLoadException>(async () =>
            await LoadAsync("""(func (export "_start") (param i64) (result i64) local.get 0)""", FunctionKind.Wagi));
        Assert.Contains(
            "test exports _start with other parameters or results than a WASI command has", error.Message, StringComparison.Ordinal);
    }

    // The other naming's allocator is not the one that was asked for: it is never called.
    [Fact]
    public async Task A_second_allocator_of_another_type_is_never_called()
    {
        await using var function = await LoadAsync(
            $"""
            (func (export "canonical_abi_realloc") (result i64 i64 i64 i64) unreachable)
            (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) i32.const 16)
            (func (export "fermyon:spin/inbound-http#handle-request") (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32) (result i32) i32.const 1024)
            """,
            FunctionKind.SpinHttp);
        Assert.Equal(204, (await function.CallAsync("/", "body")).Response.Status);
    }

    private static ValueTask<IFunction> LoadAsync(string fields, FunctionKind kind)
        => TestGuests.Host.LoadAsync(
            Module.ConvertText($"(module {(fields.Contains("(import", StringComparison.Ordinal) ? fields + Data : Data + fields)})"),
            new FunctionConfig { Name = "test", Kind = kind },
            TestContext.Current.CancellationToken);
}

using System.Globalization;
using Wasmill.Functions.Hosting;
using Wasmill.Functions.Inspection;
using Wasmill.Functions.Sandbox.Restoring;
using Wasmtime;

namespace Wasmill.Functions.Tests.Hostile;

/// <summary>Nothing that a call left behind is found by a later one, of the same function or of another.</summary>
[Collection(nameof(Alone))]
public sealed class ResidueTests
{
    private const int DefaultCalls = 20_000;

    // GET searches the memory and the globals for the secret, and answers 200, or 299 if it is there. The others write it to every page,
    // to pages that they add, and to the globals, and end: POST with an answer, PUT with a trap, DELETE at the deadline, PATCH at the limit
    // of memory, HEAD with an answer after the memory has grown, OPTIONS having changed a little.
    private const string Guest = """
          (memory (export "memory") 17)
          (global $one (mut i64) (i64.const 1)) (global $two (mut i32) (i32.const 2))
          (data (i32.const 65536) "data that is mapped") (data (i32.const 900000) "\01\02\03")
          (func $secret (result i64) (i64.xor (i64.const 0x5ec5e75ec5e75ec5) (i64.const 0x1234)))
          (func $fill (param $step i32)
            (local $at i32) (local.set $at (i32.const 4096))
            (loop $again
              (i64.store (local.get $at) (call $secret))
              (local.set $at (i32.add (local.get $at) (local.get $step)))
              (br_if $again (i32.lt_u (i32.add (local.get $at) (i32.const 8)) (i32.shl (memory.size) (i32.const 16)))))
            (global.set $one (call $secret)) (global.set $two (i32.wrap_i64 (call $secret))))
          (func $search (result i32)
            (local $at i32) (local.set $at (i32.const 4096))
            (loop $again
              (if (i64.eq (i64.load (local.get $at)) (call $secret)) (then (return (i32.const 1))))
              (local.set $at (i32.add (local.get $at) (i32.const 1024)))
              (br_if $again (i32.lt_u (local.get $at) (i32.shl (memory.size) (i32.const 16)))))
            (i32.or (i64.ne (global.get $one) (i64.const 1)) (i32.ne (global.get $two) (i32.const 2))))
          (func $run (param $method i32) (result i32)
            (if (i32.eqz (local.get $method)) (then (if (call $search) (then (return (i32.const 299))))))
            (if (i32.eq (local.get $method) (i32.const 6)) (then (call $fill (i32.const 65536)) (return (i32.const 200))))
            (if (i32.or (i32.eq (local.get $method) (i32.const 4)) (i32.eq (local.get $method) (i32.const 5)))
              (then (drop (memory.grow (i32.const 2)))))
            (if (local.get $method) (then (call $fill (i32.const 4096))))
            (if (i32.eq (local.get $method) (i32.const 2)) (then unreachable))
            (if (i32.eq (local.get $method) (i32.const 3)) (then (loop $forever (br $forever))))
            (if (i32.eq (local.get $method) (i32.const 4))
              (then (loop $more (br_if $more (i32.ge_s (memory.grow (i32.const 1)) (i32.const 0)))) unreachable))
            (i32.const 200))
        """;

    private const string SpinHttp = """
          (func (export "handle-http-request") (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32) (result i32)
            (i32.store16 (i32.const 1024) (call $run (local.get 0))) (i32.const 1024))
          (func (export "canonical_abi_realloc") (param i32 i32 i32 i32) (result i32) i32.const 16)
        """;

    // Each call leaves handles open: to the next one they are not there, so that its own begin with the same number.
    private const string WasiHttp = """
          (data (i32.const 2000) "\00\05\01\02\03\07\06\07\04")
          (func (export "wasi:http/incoming-handler@0.2.0#handle") (param $request i32) (param $out i32)
            (local $kept i32) (local $response i32) (local $status i32)
            (local.set $kept (call $fields))
            (call $method (local.get $request) (i32.const 1024))
            (local.set $status (call $run (i32.load8_u (i32.add (i32.const 2000) (i32.load8_u (i32.const 1024))))))
            (if (i32.ne (local.get $kept) (i32.const 3)) (then (local.set $status (i32.const 298))))
            (local.set $response (call $response (call $fields)))
            (drop (call $set-status (local.get $response) (local.get $status)))
            (call $set (local.get $out) (i32.const 0) (local.get $response)
              (i32.const 0) (i64.const 0) (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0)))
          (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) i32.const 16)
        """;

    private const string WasiHttpImports = """
        (import "wasi:http/types@0.2.0" "[constructor]fields" (func $fields (result i32)))
        (import "wasi:http/types@0.2.0" "[method]incoming-request.method" (func $method (param i32 i32)))
        (import "wasi:http/types@0.2.0" "[constructor]outgoing-response" (func $response (param i32) (result i32)))
        (import "wasi:http/types@0.2.0" "[method]outgoing-response.set-status-code" (func $set-status (param i32 i32) (result i32)))
        (import "wasi:http/types@0.2.0" "[static]response-outparam.set"
          (func $set (param i32 i32 i32 i32 i64 i32 i32 i32 i32)))
        """;

    private static readonly string[] Methods = ["POST", "PUT", "OPTIONS", "OPTIONS", "PATCH", "HEAD", "OPTIONS", "POST"];

    private static int Calls => Environment.GetEnvironmentVariable("WASMILL_RESIDUE") is { Length: > 0 } text
        ? int.Parse(text, CultureInfo.InvariantCulture)
        : DefaultCalls;

    [Theory]
    [InlineData(nameof(BoundsCheck.GuardPages), nameof(PageMapAccess.Scan), "")]
    [InlineData(nameof(BoundsCheck.GuardPages), nameof(PageMapAccess.Read), "")]
    [InlineData(nameof(BoundsCheck.GuardPages), nameof(PageMapAccess.None), "")]
    [InlineData(nameof(BoundsCheck.Explicit), nameof(PageMapAccess.Best), "")]
    [InlineData(nameof(BoundsCheck.GuardPages), nameof(PageMapAccess.Best), nameof(WasiHttp))]
    [InlineData(nameof(BoundsCheck.GuardPages), nameof(PageMapAccess.None), nameof(WasiHttp))]
    public async Task No_byte_of_a_call_is_found_by_a_later_one(string bounds, string access, string abi)
    {
        await using var host = new FunctionHost(new FunctionHostOptions
        {
            CacheFolder = Path.Combine(AppContext.BaseDirectory, "artifact-cache"),
            Workers = 4,
            Bounds = Enum.Parse<BoundsCheck>(bounds),
            PageMap = Enum.Parse<PageMapAccess>(access),
        });
        // The same module twice: two functions that share their code, and the slots of the pool.
        await using var one = await LoadAsync(host, abi);
        await using var other = await LoadAsync(host, abi);
        // A write and two searches are three calls.
        var rounds = Calls / 12;
        for (var i = 0; i < rounds; i++)
        {
            // The deadline takes a tenth of a second.
            var method = i % 1000 == 999 ? "DELETE" : Methods[i % Methods.Length];
            var result = await CallAsync(i % 3 == 0 ? other : one, method);
            Assert.Equal(
                method switch { "PUT" or "PATCH" => FunctionFailure.Trap, "DELETE" => FunctionFailure.Deadline, _ => FunctionFailure.None },
                result.Failure == FunctionFailure.Memory ? FunctionFailure.Trap : result.Failure);
            foreach (var reader in (IFunction[])[one, other])
                Assert.Equal((i, 200), (i, (await CallAsync(reader, "GET")).Response.Status));
        }
    }

    private static ValueTask<IFunction> LoadAsync(FunctionHost host, string abi) => host.LoadAsync(
        Module.ConvertText(abi == nameof(WasiHttp) ? $"(module {WasiHttpImports} {Guest} {WasiHttp})" : $"(module {Guest} {SpinHttp})"),
        new FunctionConfig
        {
            Name = "residue",
            Limits = new FunctionLimits { MemoryBytes = 20 << 16, Deadline = TimeSpan.FromMilliseconds(100) },
        },
        TestContext.Current.CancellationToken);

    private static ValueTask<FunctionResult> CallAsync(IFunction function, string method)
        => function.InvokeAsync(new FunctionRequest(method, "/", [], default), TestContext.Current.CancellationToken);
}

using System.IO.Compression;
using System.Text;
using Wasmill.Functions.Hosting;
using Wasmill.Functions.Inspection;
using Wasmill.Functions.Sandbox.Restoring;
using Wasmtime;

namespace Wasmill.Functions.Tests.Sandbox;

/// <summary>Instances that are restored after their calls behave like fresh ones.</summary>
public sealed class RestoreTests
{
    // 2 MiB. Answers 200 + the calls that its memory, its data, its global and its constructor remember. PUT writes to 400 pages, DELETE to
    // 500 far away, OPTIONS grows the memory.
    private const string Rememberer = """
        (memory (export "memory") 32 64)
        (global $calls (mut i32) (i32.const 0)) (global (mut i64) (i64.const -7)) (global (mut f64) (f64.const 1.5))
        (data (i32.const 70000) "\00")
        (func (export "_initialize") (i32.store (i32.const 1500000) (i32.add (i32.load (i32.const 1500000)) (i32.const 50))))
        (func $fill (param $at i32) (param $count i32)
          (loop $again
            (i32.store (local.get $at) (i32.const 0x5ec5e75e))
            (local.set $at (i32.add (local.get $at) (i32.const 4096)))
            (br_if $again (local.tee $count (i32.sub (local.get $count) (i32.const 1))))))
        (func (export "handle-http-request") (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32) (result i32)
          (global.set $calls (i32.add (global.get $calls) (i32.const 1)))
          (i32.store8 (i32.const 70000) (i32.add (i32.load8_u (i32.const 70000)) (i32.const 1)))
          (i32.store8 (i32.const 900000) (i32.add (i32.load8_u (i32.const 900000)) (i32.const 1)))
          (if (i32.eq (local.get 0) (i32.const 2)) (then (call $fill (i32.const 8192) (i32.const 400))))
          (if (i32.eq (local.get 0) (i32.const 3)) (then (call $fill (i32.const 8192) (i32.const 500)) unreachable))
          (if (i32.eq (local.get 0) (i32.const 6)) (then (drop (memory.grow (i32.const 1)))))
          (i32.store16 (i32.const 1024) (i32.add (i32.const 200) (i32.add (i32.add (global.get $calls) (i32.load (i32.const 1500000)))
            (i32.add (i32.load8_u (i32.const 70000)) (i32.load8_u (i32.const 900000))))))
          i32.const 1024)
        (func (export "canonical_abi_realloc") (param i32 i32 i32 i32) (result i32) i32.const 16)
        """;

    private const int Fresh = 200 + 50 + 3;

    [Theory]
    [InlineData(nameof(PageMapAccess.Scan))]
    [InlineData(nameof(PageMapAccess.Read))]
    [InlineData(nameof(PageMapAccess.None))]
    public async Task Every_call_finds_a_fresh_state(string access)
    {
        await using var host = NewHost(access);
        await using var function = await LoadAsync(host, $"(module {Rememberer})");
        for (var i = 0; i < 3_000; i++)
        {
            var method = (i % 7) switch { 3 => "PUT", 5 when i % 5 == 0 => "DELETE", 6 when i % 11 == 0 => "OPTIONS", _ => "GET" };
            var status = (await CallAsync(function, method)).Response.Status;
            Assert.Equal(method == "DELETE" ? 500 : Fresh, status);
        }
    }

    [Fact]
    public async Task An_instance_is_restored_and_used_again()
    {
        await using var host = NewHost(nameof(PageMapAccess.Best));
        await using var function = await LoadAsync(host, $"(module {Rememberer})");
        // One worker for the function: an instance is kept before the next call begins.
        for (var i = 0; i < 5; i++)
            await CallAsync(function, "GET");
        Assert.Equal(4, host.Idle.Hits);
    }

    // Each restored memory is compared with its baseline, byte for byte.
    [Theory]
    [InlineData("echo", FunctionKind.SpinHttp)]
    [InlineData("event", FunctionKind.SpinHttp)]
    [InlineData("edges", FunctionKind.SpinHttp)]
    [InlineData("stamp", FunctionKind.SpinHttp)]
    [InlineData("wagi", FunctionKind.Wagi)]
    [InlineData("event_wagi", FunctionKind.Wagi)]
    public Task A_guest_answers_alike_from_fresh_and_from_restored_instances(string guest, FunctionKind kind)
        => CompareAsync(TestGuests.Read(guest), kind);

    [Fact]
    public Task A_C_program_of_another_toolchain_answers_alike()
        => CompareAsync(File.ReadAllBytes(Checkout.Shared("guests", "c", "wagi-tally", "wagi-tally.wasm")), FunctionKind.Wagi);

    [Theory]
    [InlineData("spin2-echo")]
    [InlineData("spin5-echo")]
    [InlineData("spin5-event")]
    [InlineData("spin5-stream")]
    public Task A_Rust_module_of_wasi_http_answers_alike(string name)
        => CompareAsync(File.ReadAllBytes(Checkout.Shared("guests", "rust", name, name + ".wasm")), FunctionKind.SpinHttp);

    [Fact]
    public async Task A_Go_program_answers_alike()
    {
        await using var file = File.OpenRead(Checkout.Shared("guests", "go", "wagi-echo", "wagi-echo.wasm.gz"));
        await using var bytes = new GZipStream(file, CompressionMode.Decompress);
        using var module = new MemoryStream();
        await bytes.CopyToAsync(module, Cancel);
        await CompareAsync(module.ToArray(), FunctionKind.Wagi);
    }

    private static async Task CompareAsync(byte[] module, FunctionKind kind)
    {
        await using var restoring = NewHost(nameof(PageMapAccess.Best));
        await using var fresh = NewHost(nameof(PageMapAccess.None));
        var config = new FunctionConfig { Name = "guest", Kind = kind };
        await using var one = await restoring.LoadAsync(module, config, Cancel);
        await using var other = await fresh.LoadAsync(module, config, Cancel);
        var random = new Random(12);
        for (var i = 0; i < 150; i++)
        {
            string[] uris = ["/", "/trap", "/exit", "/same-body", "/flood", $"/{i % 5}?a={i % 3}"];
            var uri = uris[random.Next(uris.Length)];
            var text = new string((char)('a' + random.Next(26)), random.Next(3) == 0 ? random.Next(300_000) : random.Next(500));
            var body = random.Next(3) == 0 ? text : $"{{\"n\":\"{text}\"}}";
            var (first, second) = (await one.CallAsync(uri, body), await other.CallAsync(uri, body));
            Assert.Equal(
                (uri, second.Failure, second.Response.Status, second.Body()), (uri, first.Failure, first.Response.Status, first.Body()));
        }

        // Instances that trapped or were ended are not restored.
        Assert.InRange(restoring.Idle.Hits, 50, 149);
        Assert.Equal(0, fresh.Idle.Hits);
    }

    // The host adds a global and three functions to a module whose memory grows. Their numbers are the first that the module does not have.
    [Theory]
    [InlineData("(global.set 1 (i32.const 65536))", "global")]
    [InlineData("(drop (call 3 (i32.const 1)))", "function")]
    public async Task A_module_cannot_name_what_the_host_adds_to_it(string code, string named)
    {
        await using var host = NewHost(nameof(PageMapAccess.Best));
        var error = await Assert.ThrowsAsync<FunctionLoadException>(async () => await LoadAsync(host, $"""
            (module
              (memory (export "memory") 1) (global (mut i32) (i32.const 0))
              (func (export "handle-http-request") (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32) (result i32)
                (drop (memory.grow (i32.const 1))) {code} i32.const 1024)
              (func (export "canonical_abi_realloc") (param i32 i32 i32 i32) (result i32) i32.const 16)
              (func))
            """));
        Assert.Contains($"unknown {named}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_module_with_names_of_the_host_runs_and_is_not_restored()
    {
        await using var host = NewHost(nameof(PageMapAccess.Best));
        await using var function = await LoadAsync(
            host, $"""(module (global (export "wasmill:memory-pages") (mut i32) (i32.const 9999)) {Rememberer})""");
        for (var i = 0; i < 3; i++)
            Assert.Equal(Fresh, (await CallAsync(function, "GET")).Response.Status);
        Assert.Equal(0, host.Idle.Hits);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static FunctionHost NewHost(string access)
    {
        var host = new FunctionHost(new FunctionHostOptions
        {
            CacheFolder = Path.Combine(AppContext.BaseDirectory, "artifact-cache"),
            Workers = 2,
            PageMap = Enum.Parse<PageMapAccess>(access),
            Bounds = BoundsCheck.GuardPages,
        });
        host.Engine.VerifiesRestores = true;
        return host;
    }

    private static ValueTask<IFunction> LoadAsync(FunctionHost host, string text)
        => host.LoadAsync(Module.ConvertText(text), new FunctionConfig { Name = "rememberer" }, Cancel);

    private static ValueTask<FunctionResult> CallAsync(IFunction function, string method)
        => function.InvokeAsync(new FunctionRequest(method, "/", [], Encoding.UTF8.GetBytes("")), Cancel);
}

using Microsoft.Extensions.Logging.Abstractions;
using Wasmill.Functions.Caching;
using Wasmill.Functions.Calls;
using Wasmill.Functions.Native;
using Wasmill.Functions.Sandbox;
using Wasmtime;

namespace Wasmill.Functions.Tests.Sandbox;

public sealed class HostFunctionTests : IDisposable
{
    private static readonly HostFunction[] Functions =
    [
        new("host", "fail", "", "", static (_, _) => throw new InvalidOperationException("broken")),
        new("host", "mix", "iIfF", "I", static (_, arguments) => arguments[0] + arguments[1]
            + (long)BitConverter.Int32BitsToSingle((int)arguments[2]) + (long)BitConverter.Int64BitsToDouble(arguments[3])),
        new("host", "peek", "i", "i", static (call, arguments) =>
            call.Memory.TrySlice((uint)arguments[0], 1, out var slice) ? slice[0] : -1),
        new("host", "block", "i", "i", static (call, arguments) => call.Allocate(8, (int)arguments[0])),
    ];

    private readonly SandboxEngine _engine = new(
        new ArtifactCache(Path.Combine(AppContext.BaseDirectory, "artifact-cache"), TimeProvider.System),
        Functions,
        slots: 1,
        idle: 0,
        NullLogger.Instance,
        TimeProvider.System);

    [Fact]
    public void An_exception_in_a_host_function_ends_the_guest_and_not_the_process()
    {
        using var module = Load("""(import "host" "fail" (func $fail)) (memory (export "memory") 1) (func (export "go") (call $fail))""");
        for (var i = 0; i < 100; i++)
        {
            var (call, error) = Fail(module);
            Assert.Equal(
                "trap: host.fail failed in the host; this is a bug of wasmill: InvalidOperationException: broken",
                SandboxFailure.Explain(error, call, 0).Reason);
        }
    }

    [Fact]
    public void Arguments_of_every_type_arrive_and_a_64_bit_result_goes_back()
    {
        using var module = Load("""
            (import "host" "mix" (func $mix (param i32 i64 f32 f64) (result i64))) (memory (export "memory") 1)
            (func (export "go") (result i32)
              (i32.wrap_i64 (i64.shr_s (call $mix (i32.const -1) (i64.const 0x500000000) (f32.const 2.5) (f64.const -1.5)) (i64.const 32))))
            """);
        Assert.Equal(5, Run(module));
    }

    [Fact]
    public void A_start_function_may_call_the_host_and_its_memory_is_there()
    {
        using var module = Load("""
            (import "host" "peek" (func $peek (param i32) (result i32))) (memory (export "memory") 1) (data (i32.const 100) "A")
            (global $seen (mut i32) (i32.const 0)) (func $start (global.set $seen (call $peek (i32.const 100)))) (start $start)
            (func (export "go") (result i32) (global.get $seen))
            """);
        Assert.Equal('A', Run(module));
    }

    [Fact]
    public void A_host_function_may_ask_the_guests_allocator_which_may_move_the_memory()
    {
        using var module = Load("""
            (import "host" "block" (func $block (param i32) (result i32))) (memory (export "memory") 1)
            (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) (drop (memory.grow (i32.const 4))) (i32.const 70000))
            (func (export "go") (result i32) (call $block (i32.const 100000)))
            """);
        Assert.Equal(70000, Run(module));
    }

    [Fact]
    public void An_allocator_that_gives_a_block_outside_of_the_memory_ends_the_guest()
    {
        using var module = Load("""
            (import "host" "block" (func $block (param i32) (result i32))) (memory (export "memory") 1)
            (func (export "canonical_abi_realloc") (param i32 i32 i32 i32) (result i32) (i32.const 0xFFFFFF00))
            (func (export "go") (drop (call $block (i32.const 1000))))
            """);
        Assert.Equal(
            "trap: the function's allocator did not return a block of 1000 bytes inside its memory", Fail(module).Call.Ending!.Reason);
    }

    [Theory]
    [InlineData("""(start $ask)""")]
    [InlineData("""(func (export "go") (call $ask))""")]
    public void Without_an_allocator_or_before_it_can_be_called_the_guest_is_ended(string fields)
    {
        using var module = Load($"""
            (import "host" "block" (func $block (param i32) (result i32))) (memory (export "memory") 1)
            (func $ask (drop (call $block (i32.const 1000)))) {fields}
            """);
        Assert.Equal(
            "trap: the function's allocator did not return a block of 1000 bytes inside its memory", Fail(module).Call.Ending!.Reason);
    }

    [Fact]
    public void A_start_function_cannot_have_the_allocator_called()
    {
        using var module = Load("""
            (import "host" "block" (func $block (param i32) (result i32))) (memory (export "memory") 1)
            (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) (i32.const 1024))
            (func $ask (drop (call $block (i32.const 1000)))) (start $ask)
            """);
        Assert.Equal(
            "trap: the function's allocator did not return a block of 1000 bytes inside its memory", Fail(module).Call.Ending!.Reason);
    }

    [Fact]
    public void An_allocator_that_fails_inside_of_a_host_function_is_the_guests_failure()
    {
        using var module = Load("""
            (import "host" "block" (func $block (param i32) (result i32))) (memory (export "memory") 1)
            (func (export "canonical_abi_realloc") (param i32 i32 i32 i32) (result i32) unreachable)
            (func (export "go") (drop (call $block (i32.const 1000))))
            """);
        var (call, error) = Fail(module);
        Assert.Equal("trap: the function aborted (it reached unreachable code)", SandboxFailure.Explain(error, call, 0).Reason);
    }

    [Fact]
    public void Host_calls_are_counted_and_bounded()
    {
        using var module = Load("""
            (import "host" "peek" (func $peek (param i32) (result i32))) (memory (export "memory") 1)
            (func (export "go") (loop $again (drop (call $peek (i32.const 0))) (br $again)))
            """);
        var (call, _) = Fail(module, new FunctionLimits { HostCalls = 1000 });
        Assert.Equal(
            (FunctionFailure.HostCalls, "host calls: the function called the host more than 1000 times"),
            (call.Ending!.Failure, call.Ending.Reason));
    }

    [Fact]
    public void Outbound_requests_are_counted_and_bounded()
    {
        using var call = NewCall(new FunctionLimits { OutboundRequests = 2 });
        Assert.Equal([true, true, false], [call.TryCountOutboundRequest(), call.TryCountOutboundRequest(), call.TryCountOutboundRequest()]);
    }

    [Fact]
    public void A_table_over_its_limit_is_a_failure_that_names_it()
    {
        using var module = Load("""(memory (export "memory") 1) (table 2000 funcref) (func (export "go"))""");
        var (call, error) = Fail(module, new FunctionLimits { TableElements = 1000 });
        var ending = SandboxFailure.Explain(error, call, 0);
        Assert.Equal(
            (FunctionFailure.Tables, "tables: the function needs more than its limit of 1000 table elements"),
            (ending.Failure, ending.Reason));
    }

    [Fact]
    public void When_every_place_is_taken_the_next_instance_waits_and_then_finds_the_queue_full()
    {
        using var module = Load("""(memory (export "memory") 1) (func (export "go"))""");
        using var first = NewCall(FunctionLimits.Default);
        using (module.Instantiate(first))
        {
            var (call, _) = Fail(module, new FunctionLimits { Deadline = TimeSpan.FromMilliseconds(50) });
            Assert.Equal(FunctionFailure.QueueFull, call.Ending!.Failure);
        }

        Assert.Equal(0, Run(module));
    }

    [Fact]
    public async Task An_instance_gets_the_place_that_becomes_free_while_it_waits()
    {
        using var module = Load("""(memory (export "memory") 1) (func (export "go"))""");
        using var first = NewCall(FunctionLimits.Default);
        var instance = module.Instantiate(first);
        var second = Task.Run(() => Run(module), TestContext.Current.CancellationToken);
        instance.Dispose();
        Assert.Equal(0, await second);
    }

    public void Dispose() => _engine.Dispose();

    private SandboxModule Load(string fields) => _engine.Load(Module.ConvertText($"(module {fields})"), "test", 128L << 20);

    private static GuestCall NewCall(FunctionLimits limits)
    {
        var world = new WasiWorld { Time = TimeProvider.System };
        var deadline = world.Time.GetTimestamp() + (long)(limits.Deadline.TotalSeconds * world.Time.TimestampFrequency);
        return new GuestCall(world, new FunctionConfig { Name = "test", Limits = limits }, deadline);
    }

    private static int Run(SandboxModule module)
    {
        using var call = NewCall(FunctionLimits.Default);
        using var instance = module.Instantiate(call);
        return Go(module, instance);
    }

    private static int Go(SandboxModule module, SandboxInstance instance)
        => instance.Call(module.Find("go", 0, hasResult: true) ?? module.Find("go", 0, hasResult: false)!);

    private static (GuestCall Call, Exception Error) Fail(SandboxModule module, FunctionLimits? limits = null)
    {
        var call = NewCall(limits ?? FunctionLimits.Default);
        SandboxInstance? instance = null;
        try
        {
            instance = module.Instantiate(call);
            Go(module, instance);
            throw new InvalidOperationException("the guest should have failed");
        }
        catch (Exception error) when (SandboxFailure.IsGuestFailure(error))
        {
            return (call, error);
        }
        finally
        {
            instance?.Dispose();
            call.Dispose();
        }
    }
}

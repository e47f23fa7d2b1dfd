using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Wasmill.Functions.Caching;
using Wasmill.Functions.Calls;
using Wasmill.Functions.Hosting;
using Wasmill.Functions.Sandbox;
using Wasmtime;

namespace Wasmill.Functions.Tests.Hosting;

public sealed class ReuseTests
{
    // The status is 200, the calls of this instance, ten times the calls of _initialize, and a hundred times the blocks that were given
    // back to it. DELETE traps, PUT loops.
    private const string Counter = """
        (memory (export "memory") 1)
        (global $status (mut i32) (i32.const 200))
        (func $add (param i32) (global.set $status (i32.add (global.get $status) (local.get 0))))
        (func (export "_initialize") (call $add (i32.const 10)))
        (func $handle (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32) (result i32)
          (if (i32.eq (local.get 0) (i32.const 3)) (then unreachable))
          (if (i32.eq (local.get 0) (i32.const 2)) (then (loop $again (br $again))))
          (call $add (i32.const 1))
          (i32.store16 (i32.const 1024) (global.get $status))
          i32.const 1024)
        (func $realloc (param i32 i32 i32 i32) (result i32) i32.const 16)
        (func $give_back (param i32 i32 i32) (if (i32.eq (local.get 2) (i32.const 1)) (then (call $add (i32.const 100)))))
        (data (i32.const 1028) "\01\00\00\00\00\08\00\00\01\00\00\00\01\00\00\00\00\09\00\00\02\00\00\00")
        (data (i32.const 2048) "\00\0a\00\00\01\00\00\00\00\0b\00\00\01\00\00\00")
        (data (i32.const 2304) "ok") (data (i32.const 2560) "x") (data (i32.const 2816) "y")
        """;

    private const string Earlier = """(export "handle-http-request" (func $handle)) (export "canonical_abi_realloc" (func $realloc))""";

    [Fact]
    public async Task By_default_every_event_gets_a_fresh_instance()
        => Assert.Equal("211 211 211", await StatusesAsync(Earlier, events: 1, "GET", "GET", "GET"));

    [Fact]
    public async Task An_instance_answers_as_many_events_as_it_may_and_is_initialised_once()
        => Assert.Equal(
            "211 212 213 211 212 213 211", await StatusesAsync(Earlier, events: 3, "GET", "GET", "GET", "GET", "GET", "GET", "GET"));

    [Theory]
    [InlineData("DELETE", 500)]
    [InlineData("PUT", 504)]
    public async Task An_instance_that_failed_is_thrown_away(string method, int status)
        => Assert.Equal($"211 212 {status} 211 212", await StatusesAsync(Earlier, events: 100, "GET", "GET", method, "GET", "GET"));

    // One header's name and value, and the body: three blocks with the alignment of bytes.
    [Fact]
    public async Task Each_block_of_an_answer_is_given_back_before_the_next_event()
        => Assert.Equal(
            "211 512", await StatusesAsync(Earlier + """(export "canonical_abi_free" (func $give_back))""", events: 100, "GET", "GET"));

    [Fact]
    public async Task An_answer_is_given_back_as_a_whole_when_the_guest_has_a_function_for_that()
        => Assert.Equal(
            "211 312",
            await StatusesAsync(
                """
                (export "fermyon:spin/inbound-http#handle-request" (func $handle)) (export "cabi_realloc" (func $realloc))
                (func (export "cabi_post_fermyon:spin/inbound-http#handle-request") (param i32) (call $give_back (local.get 0) (i32.const 0) (i32.const 1)))
                """,
                events: 100,
                "GET",
                "GET"));

    [Fact]
    public async Task An_answer_that_cannot_be_given_back_is_a_failure_and_the_next_event_gets_a_fresh_instance()
        => Assert.Equal("500 500", await StatusesAsync(
            Earlier + """(func (export "canonical_abi_free") (param i32 i32 i32) unreachable)""", events: 100, "GET", "GET"));

    // The list of two headers is overwritten while the first one's name is given back. That is the guest's own loss: its next answer is
    // wrong, and the one after comes from a fresh instance.
    [Fact]
    public async Task A_guest_that_changes_its_answer_while_it_is_given_back_does_not_lead_the_host_astray()
        => Assert.Equal(
            "211 500 211",
            await StatusesAsync(
                Earlier + """
                (data (i32.const 1036) "\02") (data (i32.const 2064) "\00\0a\00\00\01\00\00\00\00\0b\00\00\01\00\00\00")
                (func (export "canonical_abi_free") (param i32 i32 i32) (memory.fill (i32.const 2048) (i32.const 255) (i32.const 32)))
                """,
                events: 100,
                "GET",
                "GET",
                "GET"));

    [Fact]
    public void An_instance_that_has_been_idle_for_ten_seconds_is_thrown_away()
    {
        var time = new FakeTimeProvider();
        using var engine = new SandboxEngine(
            new ArtifactCache(Path.Combine(AppContext.BaseDirectory, "artifact-cache"), TimeProvider.System),
            HostFunctions.All,
            slots: 2,
            idle: 2,
            NullLogger.Instance,
            TimeProvider.System);
        var config = new FunctionConfig { Name = "counter", Limits = new FunctionLimits { EventsPerInstance = 100 } };
        using var module = GuestModules.For(
            config, engine.Load(Module.ConvertText($"(module {Counter} {Earlier})"), "counter", 128L << 20));
        var cache = new IdleCache(most: 2, budget: 64 << 20);
        using var idle = new IdleInstances(cache, most: 2, eventsPerInstance: 100, time);
        for (var i = 0; i < 2; i++)
        {
            using var call = new GuestCall(new WasiWorld { Time = TimeProvider.System }, config, long.MaxValue);
            var instance = module.Instantiate(call);
            Assert.Equal(211, instance.Handle(call, new FunctionRequest("GET", "/", [], default)).Status);
            Assert.True(idle.TryKeep(instance));
            time.Advance(TimeSpan.FromSeconds(6));
        }

        // Twelve seconds have gone; the first look came at ten, when the second had been idle for four.
        Assert.Equal(1, cache.Count);
        time.Advance(TimeSpan.FromSeconds(8));
        Assert.Equal(0, cache.Count);
    }

    [Fact]
    public async Task A_program_that_ends_with_its_answer_cannot_answer_twice()
    {
        var config = new FunctionConfig { Name = "wagi", Kind = FunctionKind.Wagi, Limits = new FunctionLimits { EventsPerInstance = 2 } };
        var error = await Assert.ThrowsAsync<FunctionLoadException>(async () => await TestGuests.LoadAsync("wagi", config));
        Assert.Contains("wagi cannot handle 2 events in one instance", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_more_instances_wait_over_all_functions_than_the_maximum_and_none_is_left_behind()
    {
        await using var host = NewHost(idle: 64);
        var functions = new List<IFunction>();
        for (var i = 0; i < 70; i++)
            functions.Add(await LoadAsync(host, Earlier, events: 100));
        foreach (var function in functions)
            Assert.Equal(211, (await CallAsync(function, "GET")).Response.Status);
        foreach (var function in functions)
            await CallAsync(function, "GET");
        // The worker that answered last counts its instance before it makes room for it. It is a value that cannot be awaited.
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (host.Idle.Count != 64)
            await Task.Delay(1, limit.Token);
        foreach (var function in functions)
            await function.DisposeAsync();
        Assert.Equal(0, host.Idle.Count);
    }

    // Two workers, of which one function may hold one: its calls come one after the other,
    // and each instance is kept before the next begins.
    private static FunctionHost NewHost(int idle = 256) => new(new FunctionHostOptions
    {
        CacheFolder = Path.Combine(AppContext.BaseDirectory, "artifact-cache"),
        Workers = 2,
        IdleInstances = idle,
    });

    private static ValueTask<IFunction> LoadAsync(FunctionHost host, string exports, int events)
    {
        var config = new FunctionConfig
        {
            Name = "counter",
            Limits = new FunctionLimits { EventsPerInstance = events, Deadline = TimeSpan.FromMilliseconds(100) },
        };
        return host.LoadAsync(Module.ConvertText($"(module {Counter} {exports})"), config, TestContext.Current.CancellationToken);
    }

    private static ValueTask<FunctionResult> CallAsync(IFunction function, string method)
        => function.InvokeAsync(new FunctionRequest(method, "/", [], default), TestContext.Current.CancellationToken);

    private static async Task<string> StatusesAsync(string exports, int events, params string[] methods)
    {
        await using var host = NewHost();
        await using var function = await LoadAsync(host, exports, events);
        var statuses = new List<int>();
        foreach (var method in methods)
            statuses.Add((await CallAsync(function, method)).Response.Status);
        return string.Join(' ', statuses);
    }
}

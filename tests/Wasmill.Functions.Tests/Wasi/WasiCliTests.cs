using Wasmill.Functions.Tests.Guests.WasiHttp;

namespace Wasmill.Functions.Tests.Wasi;

/// <summary>wasi:cli, wasi:clocks and wasi:random 0.2, as far as a handler of requests uses them.</summary>
public sealed class WasiCliTests
{
    [Fact]
    public async Task A_variable_of_the_environment_is_read_and_there_are_no_arguments_terminals_and_folders()
    {
        var config = new FunctionConfig { Name = "test", Environment = new Dictionary<string, string> { ["PLACE"] = "Zürich=1" } };
        var result = await WasiHttpText.RunAsync(
            """
            (call $environment (i32.const 1024))
            (local.set $a (i32.load (i32.const 1024)))
            (call $write-flush (call $stdout) (i32.load (local.get $a)) (i32.load offset=4 (local.get $a)) (i32.const 1100))
            (call $write-flush (call $stdout) (i32.load offset=8 (local.get $a)) (i32.load offset=12 (local.get $a)) (i32.const 1100))
            (call $arguments (i32.const 1040)) (call $terminal (i32.const 1056)) (call $preopens (i32.const 1072))
            (call $respond (local.get $out) (i32.add (i32.const 200) (i32.add (i32.load (i32.const 1028)) (i32.add
              (i32.load (i32.const 1044)) (i32.add (i32.load8_u (i32.const 1056)) (i32.load (i32.const 1076)))))))
            """,
            config: config);
        Assert.Equal((201, "PLACEZürich=1"), (result.Response.Status, Assert.Single(result.Log).Text));
    }

    [Fact]
    public async Task The_clocks_go_forward_and_the_wall_clock_is_that_of_today()
    {
        var result = await WasiHttpText.RunAsync("""
            (local.set $a (i64.le_u (call $now) (call $now)))
            (call $wall (i32.const 1024))
            (i64.store (i32.const 2000) (i64.load (i32.const 1024)))
            (call $write-flush (call $stdout) (i32.const 2000) (i32.const 4) (i32.const 1100))
            (call $respond (local.get $out) (i32.add (i32.const 200)
              (i32.add (local.get $a) (i32.mul (i32.const 2) (i32.lt_u (i32.load (i32.const 1032)) (i32.const 1000000000))))))
            """);
        Assert.Equal(203, result.Response.Status);
    }

    [Fact]
    public async Task A_timer_is_ready_when_its_time_has_come_and_not_before()
    {
        var started = TimeProvider.System.GetTimestamp();
        var result = await WasiHttpText.RunAsync("""
            (local.set $a (call $in (i64.const 50000000))) (local.set $b (call $ready (local.get $a)))
            (call $block (local.get $a)) (local.set $c (call $ready (local.get $a)))
            (i32.store (i32.const 2000) (call $in (i64.const 3600000000000))) (i32.store (i32.const 2004) (call $at (i64.const 5)))
            (i32.store (i32.const 2008) (call $in (i64.const -1)))
            (call $poll (i32.const 2000) (i32.const 3) (i32.const 1024))
            (call $respond (local.get $out) (i32.add (i32.const 200) (i32.add (i32.add (local.get $b) (i32.mul (i32.const 2) (local.get $c)))
              (i32.add (i32.mul (i32.const 10) (i32.load (i32.const 1028))) (i32.mul (i32.const 100) (i32.load (i32.load (i32.const 1024))))))))
            """);
        // Not ready, then ready; of three one is ready, the second.
        Assert.Equal((200 + 2 + 10 + 100, ""), (result.Response.Status, result.Reason));
        Assert.True(TimeProvider.System.GetElapsedTime(started) >= TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public async Task A_timer_behind_the_deadline_ends_the_call_at_its_deadline()
    {
        var config = new FunctionConfig { Name = "test", Limits = new FunctionLimits { Deadline = TimeSpan.FromMilliseconds(100) } };
        var result = await WasiHttpText.RunAsync("(call $block (call $in (i64.const 3600000000000)))", config: config);
        Assert.Equal(FunctionFailure.Deadline, result.Failure);
    }

    [Fact]
    public async Task Random_bytes_have_the_length_that_was_asked_for_and_differ()
    {
        var result = await WasiHttpText.RunAsync("""
            (call $random (i64.const 1000) (i32.const 1024))
            (call $random (i64.const 0) (i32.const 1040))
            (call $respond (local.get $out) (i32.add (i32.const 200) (i32.add (i32.div_u (i32.load (i32.const 1028)) (i32.const 10)) (i32.add
              (i32.load (i32.const 1044)) (i64.ne (call $random-u64) (i64.load (i32.load (i32.const 1024))))))))
            """);
        Assert.Equal((301, ""), (result.Response.Status, result.Reason));
    }

    [Theory]
    [InlineData("(call $exit (i32.const 0))", 0)]
    [InlineData("(call $exit (i32.const 1))", 1)]
    public async Task A_guest_that_exits_has_not_answered(string code, int exit)
    {
        var result = await WasiHttpText.RunAsync(code + "unreachable");
        Assert.Equal((FunctionFailure.Exit, $"exit: the function ended itself with exit code {exit}"), (result.Failure, result.Reason));
    }

    [Fact]
    public async Task An_output_beyond_its_limit_ends_the_call()
    {
        var config = new FunctionConfig { Name = "test", Limits = new FunctionLimits { OutputBytes = 10_000 } };
        var result = await WasiHttpText.RunAsync(
            """(local.set $a (call $stdout)) (loop $more (call $write-flush (local.get $a) (i32.const 0) (i32.const 4096) (i32.const 1024)) (br $more))""",
            config: config);
        Assert.Equal(FunctionFailure.OutputFlood, result.Failure);
    }

    [Fact]
    public async Task A_function_that_is_not_offered_may_be_imported_and_ends_the_call_by_its_name()
    {
        var result = await WasiHttpText.RunAsync("(call $socket (i32.const 0) (i32.const 1024))");
        Assert.Equal(FunctionFailure.Trap, result.Failure);
        Assert.Matches(
            @"^trap: the function called wasi:sockets/tcp-create-socket@0\.2\.\d+\.create-tcp-socket, which is not available: "
                + "sockets are not available to functions; use outbound HTTP$",
            result.Reason);
    }
}

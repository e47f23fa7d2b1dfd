using System.Text;
using Wasmill.Functions.Streaming;

namespace Wasmill.Functions.Tests.Guests.WasiHttp;

/// <summary>Responses that leave while their guests write them.</summary>
public sealed class WasiHttpStreamingTests
{
    // A response with an unfinished body: its stream in $c.
    private const string Begin = """
        (local.set $a (call $response (call $fields)))
        (call $body (local.get $a) (i32.const 1024)) (local.set $b (i32.load (i32.const 1028)))
        (call $out-stream (local.get $b) (i32.const 1024)) (local.set $c (i32.load (i32.const 1028)))
        (call $answer (local.get $out) (local.get $a))
        """;

    private const string Write = "(call $write-flush (local.get $c) (i32.const 2000) (i32.const 4) (i32.const 1024))";

    private const string Pause = "(call $block (call $in (i64.const 20000000)))";

    private const string Finish = """
        (call $drop-out-stream (local.get $c)) (call $out-finish (local.get $b) (i32.const 0) (i32.const 0) (i32.const 1024))
        """;

    // 4,096 bytes at a time, until the stream fails.
    private const string WriteForever = """
        (loop $more
          (call $write-flush (local.get $c) (i32.const 2000) (i32.const 4096) (i32.const 1024))
          (br_if $more (i32.eqz (i32.load8_u (i32.const 1024)))))
        (call $write-flush (call $stdout)
          (select (i32.const 2004) (i32.const 2010) (i32.load8_u (i32.const 1028))) (i32.const 6) (i32.const 1024))
        """;

    private const string Data = """(data (i32.const 2000) "datashut  broken")""";

    [Fact]
    public async Task A_response_that_is_finished_at_once_is_whole()
    {
        var (result, sink) = await RunAsync(Begin + Write + "(call $flush (local.get $c) (i32.const 1024))" + Finish);
        Assert.Equal((FunctionFailure.None, false, "data"), (result.Failure, result.IsStreamed, result.Body()));
        Assert.False(sink.Begun.IsCompleted);
    }

    // It waits for good: only what was sent before can be read.
    [Theory]
    [InlineData("(call $block (call $in (i64.const 3600000000000)))")]
    [InlineData("(loop $on (br $on))")]
    public async Task The_first_bytes_are_there_before_the_guest_has_ended(string code)
    {
        var sink = new ReadingSink();
        await using var function = await LoadAsync(Begin + Write + code, TimeSpan.FromSeconds(2));
        var call = InvokeAsync(function, sink);
        Assert.Equal("data", await sink.ReadAsync());
        Assert.False(call.IsCompleted);
        Assert.Equal(200, (await sink.Begun).Status);
        await Assert.ThrowsAsync<BrokenBodyException>(sink.ReadAllAsync);
        var result = await call;
        Assert.Equal((FunctionFailure.Deadline, true), (result.Failure, result.IsStreamed));
    }

    [Fact]
    public async Task A_guest_whose_bytes_nobody_reads_waits_until_its_deadline()
    {
        var sink = new ReadingSink();
        await using var function = await LoadAsync(Begin + WriteForever, TimeSpan.FromSeconds(2));
        var call = InvokeAsync(function, sink);
        Assert.InRange((await sink.ReadAsync()).Length, 64 << 10, 256 << 10);
        var result = await call;
        Assert.Equal((FunctionFailure.Deadline, true, true), (result.Failure, result.IsStreamed, sink.IsBroken));
    }

    [Fact]
    public async Task A_guest_whose_reader_has_gone_finds_its_stream_closed_and_has_not_failed()
    {
        var sink = new ReadingSink();
        await using var function = await LoadAsync(Begin + WriteForever, TimeSpan.FromSeconds(20));
        var call = InvokeAsync(function, sink);
        await sink.ReadAsync();
        await (await sink.Begun).Body.CompleteAsync();
        var result = await call;
        Assert.Equal((FunctionFailure.None, "shut  "), (result.Failure, Assert.Single(result.Log).Text));
    }

    [Theory]
    [InlineData("", FunctionFailure.BadAnswer)]
    [InlineData("(call $drop-out-stream (local.get $c)) (call $drop-out-body (local.get $b))", FunctionFailure.BadAnswer)]
    [InlineData("(unreachable)", FunctionFailure.Trap)]
    [InlineData("(call $drop-out-body (local.get $b))", FunctionFailure.Trap)]
    public async Task A_body_that_is_not_finished_is_broken_off_and_counts_as_a_failure(string code, FunctionFailure failure)
    {
        var sink = new ReadingSink();
        await using var function = await LoadAsync(Begin + Write + Pause + code);
        var call = InvokeAsync(function, sink);
        await Assert.ThrowsAsync<BrokenBodyException>(sink.ReadAllAsync);
        var result = await call;
        Assert.Equal((failure, true, true), (result.Failure, result.IsStreamed, sink.IsBroken));
    }

    [Fact]
    public async Task A_body_that_is_finished_is_whole_whatever_comes_after_it()
    {
        var sink = new ReadingSink();
        await using var function = await LoadAsync(Begin + Write + Pause + Finish + "(unreachable)");
        var call = InvokeAsync(function, sink);
        Assert.Equal("data", Encoding.Latin1.GetString(await sink.ReadAllAsync()));
        Assert.Equal(FunctionFailure.Trap, (await call).Failure);
    }

    [Fact]
    public async Task A_long_body_leaves_while_it_is_written_and_may_exceed_the_limit_of_whole_ones()
    {
        var sink = new ReadingSink();
        await using var function = await LoadAsync(
            Begin + """
            (loop $more
              (call $write-flush (local.get $c) (i32.const 2000) (i32.const 4096) (i32.const 1024))
              (i32.store (i32.const 1100) (i32.add (i32.load (i32.const 1100)) (i32.const 1)))
              (br_if $more (i32.lt_u (i32.load (i32.const 1100)) (i32.const 1000))))
            """ + Finish,
            limit: 1 << 20);
        var call = InvokeAsync(function, sink);
        Assert.Equal(1000 * 4096, (await sink.ReadAllAsync()).Length);
        Assert.Equal((FunctionFailure.None, true), ((await call).Failure, (await call).IsStreamed));
    }

    // Each call of the same, restored instance begins a response of its own.
    [Fact]
    public async Task An_instance_is_restored_after_a_response_that_was_streamed()
    {
        await using var function = await LoadAsync(Begin + Write + Pause + Finish);
        for (var i = 0; i < 3; i++)
        {
            var sink = new ReadingSink();
            var call = InvokeAsync(function, sink);
            Assert.Equal("data", Encoding.Latin1.GetString(await sink.ReadAllAsync()));
            Assert.Equal((FunctionFailure.None, ""), ((await call).Failure, (await call).Reason));
        }
    }

    [Fact]
    public async Task A_caller_without_a_sink_gets_the_response_whole()
    {
        await using var function = await LoadAsync(Begin + Write + Pause + Write + Finish);
        var result = await InvokeAsync(function, null);
        Assert.Equal((FunctionFailure.None, false, "datadata"), (result.Failure, result.IsStreamed, result.Body()));
    }

    private static async Task<(FunctionResult Result, ReadingSink Sink)> RunAsync(string code)
    {
        var sink = new ReadingSink();
        await using var function = await LoadAsync(code);
        return (await InvokeAsync(function, sink), sink);
    }

    private static ValueTask<IFunction> LoadAsync(string code, TimeSpan? deadline = null, int limit = 32 << 20)
        => WasiHttpText.LoadAsync(WasiHttpText.Convert(code, Data), new FunctionConfig
        {
            Name = "test",
            Limits = FunctionLimits.Default with { Deadline = deadline ?? TimeSpan.FromSeconds(20), ResponseBytes = limit },
        });

    private static Task<FunctionResult> InvokeAsync(IFunction function, ReadingSink? sink)
        => function.InvokeAsync(
            new FunctionRequest("GET", "/", [], default) { Sink = sink }, TestContext.Current.CancellationToken).AsTask();
}

using Wasmill.Functions.Tests.Guests.WasiHttp;
using Wasmtime;

namespace Wasmill.Functions.Tests.Hostile;

/// <summary>
/// Guests of wasi:http that break the canonical ABI: each ends its own call with a reason, and the next call is answered.
/// </summary>
public sealed class WasiHttpAttackTests
{
    private const string Body = """
        (local.set $a (call $response (call $fields)))
        (call $body (local.get $a) (i32.const 1024)) (local.set $b (i32.load (i32.const 1028)))
        (call $out-stream (local.get $b) (i32.const 1024)) (local.set $c (i32.load (i32.const 1028)))
        """;

    [Theory]
    [InlineData("(call $drop-fields (i32.const 0))", "fields", "there is no resource fields with the handle 0")]
    [InlineData("(call $drop-fields (i32.const 99))", "fields", "there is no resource fields with the handle 99")]
    [InlineData("(call $drop-fields (i32.const -1))", "fields", "there is no resource fields with the handle 4294967295")]
    [InlineData("(call $drop-fields (local.get $request))", "fields", "the handle 1 is not one of a resource fields")]
    [InlineData("(drop (call $response (local.get $out)))", "outgoing-response", "the handle 2 is not one of a resource fields")]
    [InlineData(
        "(local.set $a (call $fields)) (call $drop-fields (local.get $a)) (call $drop-fields (local.get $a))",
        "fields", "there is no resource fields with the handle 3")]
    [InlineData(
        "(call $respond (local.get $out) (i32.const 200)) (call $respond (local.get $out) (i32.const 200))",
        "response-outparam.set", "there is no resource response-outparam with the handle 2")]
    [InlineData(
        """(local.set $a (call $response (call $fields))) (call $answer (local.get $out) (local.get $a)) (call $drop-response (local.get $a))""",
        "outgoing-response", "there is no resource outgoing-response with the handle 3")]
    [InlineData(
        "(drop (call $headers (local.get $request))) (call $drop-request (local.get $request))",
        "incoming-request", "the resource incoming-request cannot go before those that were made of it")]
    [InlineData(
        Body + "(call $out-finish (local.get $b) (i32.const 0) (i32.const 0) (i32.const 1024))",
        "outgoing-body.finish", "the resource outgoing-body cannot go before those that were made of it")]
    [InlineData(
        Body + "(drop (call $subscribe-out (local.get $c))) (call $drop-out-stream (local.get $c))",
        "output-stream", "the resource output-stream cannot go before those that were made of it")]
    [InlineData(
        Body + "(call $drop-out-stream (local.get $c)) (call $write-flush (local.get $c) (i32.const 0) (i32.const 1) (i32.const 1024))",
        "output-stream.blocking-write-and-flush", "there is no resource output-stream with the handle 5")]
    public async Task A_handle_that_is_not_open_or_of_another_type_or_has_children_is_refused(string code, string function, string reason)
    {
        var result = await AttackAsync(code);
        Assert.Equal(FunctionFailure.Trap, result.Failure);
        Assert.Contains(function, result.Reason, StringComparison.Ordinal);
        Assert.EndsWith($"incorrectly: {reason}", result.Reason, StringComparison.Ordinal);
    }

    // 131072 is the end of the memory.
    [Theory]
    [InlineData("(call $method (local.get $request) (i32.const 131064))", "the place for the result lies outside its memory")]
    [InlineData("(call $method (local.get $request) (i32.const 131072))", "the place for the result lies outside its memory")]
    [InlineData("(call $method (local.get $request) (i32.const -4))", "the place for the result lies outside its memory")]
    [InlineData("(call $method (local.get $request) (i32.const 1026))", "the place for the result is not aligned to 4 bytes")]
    [InlineData("(call $wall (i32.const 1028))", "the place for the result is not aligned to 8 bytes")]
    [InlineData("(call $from-list (i32.const 131064) (i32.const 1) (i32.const 1024))", "the list of headers lies outside its memory")]
    [InlineData("(call $from-list (i32.const 2) (i32.const 1) (i32.const 1024))", "the list of headers is not aligned to 4 bytes")]
    [InlineData(
        "(call $from-list (i32.const 0) (i32.const 0x10000001) (i32.const 1024))", "the list of headers has 268435457 entries")]
    [InlineData(
        "(drop (call $has (call $fields) (i32.const 131070) (i32.const 4)))", "the name lies outside its memory")]
    [InlineData("(drop (call $has (call $fields) (i32.const 0) (i32.const -1)))", "the name has 4294967295 bytes")]
    [InlineData("(drop (call $has (call $fields) (i32.const 3000) (i32.const 2)))", "the name is not UTF-8")]
    [InlineData(
        """(call $set (local.get $out) (i32.const 2) (i32.const 0) (i32.const 0) (i64.const 0) (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0))""",
        "the result has the case 2")]
    [InlineData(
        """(call $set (local.get $out) (i32.const 1) (i32.const 39) (i32.const 0) (i64.const 0) (i32.const 0) (i32.const 0) (i32.const 0) (i32.const 0))""",
        "the error has the case 39")]
    [InlineData("(call $poll (i32.const 0) (i32.const 0) (i32.const 1024))", "it must wait for 1 to 10000 pollables, not 0")]
    [InlineData("(call $poll (i32.const 0) (i32.const 20000) (i32.const 1024))", "it must wait for 1 to 10000 pollables, not 20000")]
    [InlineData("(call $random (i64.const -1) (i32.const 1024))",
        "it asks for 18446744073709551615 random bytes, and at most 16777216 are given at once")]
    [InlineData(
        "(call $write (call $stdout) (i32.const 0) (i32.const 1) (i32.const 1024))",
        "it writes 1 bytes where check-write has permitted 0")]
    [InlineData(
        "(call $write-flush (call $stdout) (i32.const 0) (i32.const 4097) (i32.const 1024))",
        "it writes 4097 bytes, and at most 4096 are allowed")]
    [InlineData(
        """(local.set $a (call $stdout)) (call $check (local.get $a) (i32.const 1024)) (call $zeroes (local.get $a) (i64.const -1) (i32.const 1024))""",
        "it writes 18446744073709551615 bytes where check-write has permitted 1048576")]
    public async Task What_the_ABI_forbids_ends_the_call(string code, string reason)
    {
        var result = await AttackAsync(code);
        Assert.Equal(FunctionFailure.Trap, result.Failure);
        Assert.EndsWith($"incorrectly: {reason}", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ten_thousand_open_resources_are_too_many()
    {
        var result = await AttackAsync("(loop $more (drop (call $fields)) (br $more))");
        Assert.Equal((FunctionFailure.Trap, "trap: the function has more than 10000 resources open"), (result.Failure, result.Reason));
    }

    // One line of 60 KB, read again and again: the host must not hold what the guest has once.
    [Theory]
    [InlineData("(call $append (local.get $a) (i32.const 2000) (i32.const 3) (i32.const 60000) (i32.const 60000) (i32.const 1024))")]
    [InlineData("""
        (local.set $a (call $fields))
        (call $append (local.get $a) (i32.const 2000) (i32.const 3) (i32.const 60000) (i32.const 60000) (i32.const 1024))
        """)]
    [InlineData("(drop (call $clone (local.get $b)))")]
    public async Task Headers_that_grow_without_end_end_the_call(string code)
    {
        var result = await AttackAsync(
            $"""
            (memory.fill (i32.const 60000) (i32.const 97) (i32.const 60000))
            (local.set $a (call $fields)) (local.set $b (call $fields))
            (call $append (local.get $b) (i32.const 2000) (i32.const 3) (i32.const 60000) (i32.const 60000) (i32.const 1024))
            (loop $more {code} (br $more))
            """);
        Assert.Equal(FunctionFailure.Trap, result.Failure);
        Assert.Matches("the headers exceed 131072 bytes$|more headers and bodies than it holds for one call$", result.Reason);
    }

    [Fact]
    public async Task A_body_beyond_the_limit_ends_the_call()
    {
        await using var function = await WasiHttpText.LoadAsync(
            WasiHttpText.Convert(Body + """
                (loop $more
                  (call $check (local.get $c) (i32.const 1024))
                  (call $zeroes (local.get $c) (i64.const 1000000) (i32.const 1024))
                  (br $more))
                """),
            new FunctionConfig { Name = "test", Limits = new FunctionLimits { ResponseBytes = 5_000_000 } });
        var result = await function.CallAsync("/");
        Assert.Equal(
            (FunctionFailure.ResponseTooLarge, "response too large: the function responded with more than 5000000 bytes"),
            (result.Failure, result.Reason));
    }

    [Theory]
    [InlineData("(i32.const 0)", "trap: the function's allocator did not return a block of 4 bytes inside its memory")]
    [InlineData("(i32.const -1)", "trap: the function's allocator did not return a block of 4 bytes inside its memory")]
    [InlineData("(i32.const 131069)", "trap: the function's allocator did not return a block of 4 bytes inside its memory")]
    [InlineData("unreachable", "trap: the function aborted (it reached unreachable code)")]
    [InlineData("(drop (call $fields)) (i32.const 1024)",
        "trap: the function called wasi:http/types@0.2 [constructor]fields incorrectly: its allocator must not call the host")]
    public async Task An_allocator_that_returns_nonsense_ends_the_call(string block, string reason)
    {
        await using var function = await WasiHttpText.LoadAsync(WasiHttpText.Convert(
            "(call $authority (local.get $request) (i32.const 1024)) (call $respond (local.get $out) (i32.const 200))",
            realloc: $"""(func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) {block})"""));
        for (var i = 0; i < 2; i++)
        {
            var result = await function.InvokeAsync(
                new FunctionRequest("GET", "/", [new("host", "four")], default), TestContext.Current.CancellationToken);
            Assert.Equal((FunctionFailure.Trap, reason), (result.Failure, result.Reason));
        }
    }

    [Fact]
    public async Task A_block_for_records_must_be_aligned()
    {
        await using var function = await WasiHttpText.LoadAsync(WasiHttpText.Convert(
            "(call $entries (call $headers (local.get $request)) (i32.const 1024))",
            realloc: """(func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) i32.const 4097)"""));
        var result = await function.CallAsync("/", "", new Wasmill.Events.Http.HeaderField("x", "y"));
        Assert.Equal("trap: the function's allocator returned a block that is not aligned to 4 bytes", result.Reason);
    }

    [Fact]
    public async Task Waiting_for_what_is_never_ready_ends_at_the_deadline()
    {
        await using var function = await WasiHttpText.LoadAsync(
            WasiHttpText.Convert("(call $block (call $in (i64.const -1)))"),
            new FunctionConfig { Name = "test", Limits = new FunctionLimits { Deadline = TimeSpan.FromMilliseconds(100) } });
        Assert.Equal(FunctionFailure.Deadline, (await function.CallAsync("/")).Failure);
    }

    [Fact]
    public async Task A_trap_after_the_response_was_set_is_a_failure()
    {
        var result = await AttackAsync("(call $respond (local.get $out) (i32.const 200)) unreachable");
        Assert.Equal((FunctionFailure.Trap, 500), (result.Failure, result.Response.Status));
    }

    // The second call finds none of the handles that the first has left open.
    [Fact]
    public async Task A_handle_does_not_outlive_its_call()
    {
        await using var function = await WasiHttpText.LoadAsync(
            WasiHttpText.Convert(
                """
                (if (global.get $kept) (then (call $drop-fields (global.get $kept))))
                (global.set $kept (call $fields))
                (call $respond (local.get $out) (i32.const 200))
                """,
                "(global $kept (mut i32) (i32.const 0))"),
            new FunctionConfig { Name = "test", Limits = new FunctionLimits { EventsPerInstance = 10 } });
        // Handles begin anew: the kept one is that of the fields that the call has not made yet. Which instance takes a call is not known.
        var results = new List<FunctionResult>();
        for (var i = 0; i < 20; i++)
            results.Add(await function.CallAsync("/"));
        Assert.Equal(200, results[0].Response.Status);
        var failed = results.FindAll(result => result.Response.Status != 200);
        Assert.NotEmpty(failed);
        Assert.All(failed, result =>
            Assert.EndsWith("there is no resource fields with the handle 3", result.Reason, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("""(func (export "wasi:http/incoming-handler@0.2.0#handle") (param i32)) (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) i32.const 16)""",
        "exports wasi:http/incoming-handler@0.2.0#handle with other parameters or results than wasi:http has")]
    [InlineData("""(func (export "wasi:http/incoming-handler@0.2.0#handle") (param i32 i32) (result i32) i32.const 0) (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32) i32.const 16)""",
        "exports wasi:http/incoming-handler@0.2.0#handle with other parameters or results than wasi:http has")]
    [InlineData("""(func (export "wasi:http/incoming-handler@0.2.0#handle") (param i32 i32))""",
        "exports wasi:http/incoming-handler@0.2.0#handle and no cabi_realloc, or one with other parameters or results")]
    [InlineData("""(func (export "wasi:http/incoming-handler@0.2.0#handle") (param i32 i32)) (func (export "cabi_realloc") (param i32 i32 i32 i64) (result i32) i32.const 16)""",
        "exports wasi:http/incoming-handler@0.2.0#handle and no cabi_realloc, or one with other parameters or results")]
    public async Task An_export_of_another_type_is_refused_by_name(string fields, string reason)
    {
        var error = await Assert.ThrowsAsync<FunctionLoadException>(async () =>
            await WasiHttpText.LoadAsync(Module.ConvertText($"""(module (memory (export "memory") 1) {fields})""")));
        Assert.EndsWith(reason, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_import_of_another_type_is_refused_by_name()
    {
        var error = await Assert.ThrowsAsync<FunctionLoadException>(async () => await WasiHttpText.LoadAsync(Module.ConvertText("""
            (module
              (import "wasi:http/types@0.2.9" "[constructor]fields" (func (result i64)))
              (memory (export "memory") 1)
              (func (export "wasi:http/incoming-handler@0.2.0#handle") (param i32 i32)))
            """)));
        Assert.EndsWith(
            "imports wasi:http/types@0.2.9.[constructor]fields with the wrong parameters or results",
            error.Message,
            StringComparison.Ordinal);
    }

    private static async Task<FunctionResult> AttackAsync(string code)
    {
        var result = await WasiHttpText.RunAsync(code, """(data (i32.const 2000) "x-a") (data (i32.const 3000) "\ff\fe")""");
        await using var good = await WasiHttpText.LoadAsync(WasiHttpText.Convert("(call $respond (local.get $out) (i32.const 204))"));
        Assert.Equal(204, (await good.CallAsync("/")).Response.Status);
        return result;
    }
}

using Wasmill.Events.Http;

namespace Wasmill.Functions.Tests.Guests.WasiHttp;

/// <summary>What the functions of wasi:http 0.2 answer where two hosts might differ. Results lie at 1024.</summary>
public sealed class WasiHttpTypesTests
{
    private const string Respond = "(call $respond (local.get $out) (i32.add (i32.const 200) (i32.load8_u (i32.const 1024))))";
    private const string OutBody = """
        (local.set $a (call $response (call $fields)))
        (call $body (local.get $a) (i32.const 1024)) (local.set $b (i32.load (i32.const 1028)))
        (call $out-stream (local.get $b) (i32.const 1024)) (local.set $c (i32.load (i32.const 1028)))
        """;

    [Theory]
    [InlineData("(call $consume (local.get $request) (i32.const 1024))", 200)]
    [InlineData("(call $consume (local.get $request) (i32.const 1024)) (call $consume (local.get $request) (i32.const 1024))", 201)]
    [InlineData(
        """
        (call $consume (local.get $request) (i32.const 1024)) (local.set $a (i32.load (i32.const 1028)))
        (call $in-stream (local.get $a) (i32.const 1024)) (call $in-stream (local.get $a) (i32.const 1024))
        """,
        201)]
    [InlineData(
        """(local.set $a (call $response (call $fields))) (call $body (local.get $a) (i32.const 1032)) (call $body (local.get $a) (i32.const 1024))""",
        201)]
    [InlineData(OutBody + "(call $out-stream (local.get $b) (i32.const 1024))", 201)]
    public async Task A_body_and_its_stream_are_handed_out_once(string code, int status)
        => Assert.Equal((status, ""), Shown(await WasiHttpText.RunAsync(code + Respond)));

    [Theory]
    [InlineData("", "the function returned without a response")]
    [InlineData("(call $drop-out (local.get $out))", "the function returned without a response")]
    [InlineData(
        """
        (call $set (local.get $out) (i32.const 1) (i32.const 35) (i32.const 0) (i64.const 0) (i32.const 0) (i32.const 0) (i32.const 0)
          (i32.const 0))
        """,
        "the function responded with the error HTTP-protocol-error")]
    [InlineData(
        """
        (local.set $a (call $response (call $fields))) (drop (call $set-status (local.get $a) (i32.const 999)))
        (call $answer (local.get $out) (local.get $a))
        """,
        "the status 999 is not between 100 and 599")]
    [InlineData(
        OutBody + "(call $answer (local.get $out) (local.get $a))",
        "the function did not finish the body of its response, or it has another length than its headers say")]
    [InlineData(
        OutBody + """(call $drop-out-stream (local.get $c)) (call $drop-out-body (local.get $b)) (call $answer (local.get $out) (local.get $a))""",
        "the function did not finish the body of its response, or it has another length than its headers say")]
    public async Task A_response_that_is_not_whole_is_a_bad_answer(string code, string reason)
    {
        var result = await WasiHttpText.RunAsync(code);
        Assert.Equal((FunctionFailure.BadAnswer, $"bad answer: {reason}"), (result.Failure, result.Reason));
    }

    [Theory]
    [InlineData(99, 1)]
    [InlineData(100, 0)]
    [InlineData(999, 0)]
    [InlineData(1000, 1)]
    [InlineData(65736, 0)]
    public async Task A_status_has_three_digits(int status, int result)
        => Assert.Equal(
            (300 + result, ""),
            Shown(await WasiHttpText.RunAsync($"""
                (local.set $a (call $set-status (call $response (call $fields)) (i32.const {status})))
                (call $respond (local.get $out) (i32.add (i32.const 300) (local.get $a)))
                """)));

    // The body has five bytes. Finishing gives ok, or HTTP-response-body-size (28) with what was written.
    [Theory]
    [InlineData("5", 200, null)]
    [InlineData("6", 200 + 28, FunctionFailure.BadAnswer)]
    [InlineData("five", 199, null)]
    public async Task A_body_has_the_length_that_the_headers_say(string length, int finished, FunctionFailure? failure)
    {
        var result = await WasiHttpText.RunAsync(
            """
            (local.set $a (call $fields))
            (call $append (local.get $a) (i32.const 2000) (i32.const 14) (i32.const 2016) (global.get $length) (i32.const 1024))
            (local.set $a (call $response (local.get $a)))
            (call $body (local.get $a) (i32.const 1024))
            (if (i32.load8_u (i32.const 1024)) (then (call $respond (local.get $out) (i32.const 199)) (return)))
            (local.set $b (i32.load (i32.const 1028)))
            (call $out-stream (local.get $b) (i32.const 1024)) (local.set $c (i32.load (i32.const 1028)))
            (call $write-flush (local.get $c) (i32.const 2000) (i32.const 5) (i32.const 1024))
            (call $drop-out-stream (local.get $c))
            (call $out-finish (local.get $b) (i32.const 0) (i32.const 0) (i32.const 1024))
            (drop (call $set-status (local.get $a)
              (i32.add (i32.const 200) (i32.mul (i32.load8_u (i32.const 1024)) (i32.load8_u (i32.const 1032))))))
            (call $answer (local.get $out) (local.get $a))
            """,
            $"""(global $length i32 (i32.const {length.Length})) (data (i32.const 2000) "content-length  {length}")""");
        Assert.Equal(failure ?? FunctionFailure.None, result.Failure);
        if (failure is null)
            Assert.Equal((finished, finished == 200 ? "conte" : ""), Shown(result));
    }

    [Fact]
    public async Task Writing_more_than_the_headers_say_fails_with_the_code_that_http_error_code_finds()
    {
        var result = await WasiHttpText.RunAsync(
            """
            (local.set $a (call $fields))
            (call $append (local.get $a) (i32.const 2000) (i32.const 14) (i32.const 2016) (i32.const 1) (i32.const 1024))
            (local.set $a (call $response (local.get $a)))
            (call $body (local.get $a) (i32.const 1024)) (local.set $b (i32.load (i32.const 1028)))
            (call $out-stream (local.get $b) (i32.const 1024)) (local.set $c (i32.load (i32.const 1028)))
            (call $write-flush (local.get $c) (i32.const 2000) (i32.const 5) (i32.const 1024))
            (call $debug (i32.load (i32.const 1032)) (i32.const 1040))
            (call $error-code (i32.load (i32.const 1032)) (i32.const 1048))
            (call $write-flush (call $stdout) (i32.load (i32.const 1040)) (i32.load (i32.const 1044)) (i32.const 1100))
            (call $respond (local.get $out) (i32.add (i32.const 200) (i32.add
              (i32.add (i32.load8_u (i32.const 1024)) (i32.mul (i32.const 2) (i32.load8_u (i32.const 1048))))
              (i32.mul (i32.const 4) (i32.add (i32.load8_u (i32.const 1056)) (i32.load8_u (i32.const 1072)))))))
            """,
            """(data (i32.const 2000) "content-length  3")""");
        // An error, with a code, which is 28, with 5 bytes.
        Assert.Equal((200 + 1 + 2 + 4 * (28 + 5), ""), Shown(result));
        Assert.Equal("the body has 5 bytes, and its headers say 3", Assert.Single(result.Log).Text);
    }

    // 1024 has the discriminant, 1025 the error.
    [Theory]
    [InlineData("x-a", "(call $fields)", 0)]
    [InlineData("x a", "(call $fields)", 100 + 0)]
    [InlineData("HOST", "(call $fields)", 100 + 1)]
    [InlineData("connection", "(call $fields)", 100 + 1)]
    [InlineData("x-a", "(call $headers (local.get $request))", 100 + 2)]
    [InlineData("x-a", "(call $response-headers (call $response (call $fields)))", 100 + 2)]
    [InlineData("x-a", "(call $clone (call $headers (local.get $request)))", 0)]
    public async Task Headers_are_changed_where_http_allows_it(string name, string fields, int expected)
    {
        foreach (var change in (string[])[
            "(call $append (local.get $a) (i32.const 2000) (i32.const N) (i32.const 2000) (i32.const 1) (i32.const 1024))",
            "(call $fields-set (local.get $a) (i32.const 2000) (i32.const N) (i32.const 2100) (i32.const 1) (i32.const 1024))",
            "(call $delete (local.get $a) (i32.const 2000) (i32.const N) (i32.const 1024))",
        ])
        {
            var result = await WasiHttpText.RunAsync(
                $"""
                (local.set $a {fields})
                {change.Replace("N", $"{name.Length}", StringComparison.Ordinal)}
                (call $respond (local.get $out) (i32.add (i32.const 200)
                  (i32.add (i32.mul (i32.const 100) (i32.load8_u (i32.const 1024))) (i32.load8_u (i32.const 1025)))))
                """,
                $"""(data (i32.const 2000) "{name}") (data (i32.const 2100) "\d0\07\00\00\01\00\00\00")""");
            Assert.Equal((200 + expected, ""), Shown(result));
        }
    }

    [Fact]
    public async Task The_trailers_are_none_and_can_be_asked_for_once()
        => Assert.Equal(
            (200 + 1 + 2, ""),
            Shown(await WasiHttpText.RunAsync("""
                (call $consume (local.get $request) (i32.const 1024))
                (local.set $a (call $in-finish (i32.load (i32.const 1028))))
                (call $trailers (local.get $a) (i32.const 1032)) (call $trailers (local.get $a) (i32.const 1104))
                (call $respond (local.get $out) (i32.add (i32.const 200) (i32.add (i32.load8_u (i32.const 1032)) (i32.add
                  (i32.load8_u (i32.const 1040)) (i32.mul (i32.const 2) (i32.load8_u (i32.const 1112)))))))
                """)));

    // Reads twice: all, then closed. Skips what is left.
    [Fact]
    public async Task A_body_is_read_to_its_end_which_closes_the_stream()
        => Assert.Equal(
            (200 + 3 + 10 + 100, ""),
            Shown(await WasiHttpText.RunAsync(
                """
                (call $consume (local.get $request) (i32.const 1024))
                (call $in-stream (i32.load (i32.const 1028)) (i32.const 1024)) (local.set $a (i32.load (i32.const 1028)))
                (call $read (local.get $a) (i64.const 3) (i32.const 1024)) (local.set $b (i32.load (i32.const 1032)))
                (call $skip (local.get $a) (i64.const 99) (i32.const 1024)) (local.set $c (i32.load (i32.const 1032)))
                (call $read (local.get $a) (i64.const -1) (i32.const 1024))
                (call $respond (local.get $out) (i32.add (i32.const 200) (i32.add (local.get $b) (i32.add
                  (i32.mul (local.get $c) (i32.const 5)) (i32.mul (i32.const 100) (i32.load8_u (i32.const 1028)))))))
                """,
                body: "abcde")));

    [Fact]
    public async Task A_body_that_is_spliced_goes_through()
    {
        var result = await WasiHttpText.RunAsync(
            OutBody + """
            (call $consume (local.get $request) (i32.const 1024))
            (call $in-stream (i32.load (i32.const 1028)) (i32.const 1024))
            (call $splice (local.get $c) (i32.load (i32.const 1028)) (i64.const 1000) (i32.const 1024))
            (call $check (local.get $c) (i32.const 1024))
            (call $zeroes (local.get $c) (i64.const 1) (i32.const 1024))
            (call $drop-out-stream (local.get $c))
            (call $out-finish (local.get $b) (i32.const 1) (call $fields) (i32.const 1024))
            (call $answer (local.get $out) (local.get $a))
            """,
            body: "through");
        Assert.Equal((200, "through\0"), Shown(result));
    }

    // The authority goes to the log, and the case of the scheme into the status.
    [Theory]
    [InlineData("https://example.com:8443/path?a=b", "example.com:8443", 201)]
    [InlineData("http://example.com", "example.com", 200)]
    [InlineData("", "from-host", 200)]
    public async Task Scheme_and_authority_are_those_that_the_client_asked_for(string url, string authority, int status)
    {
        await using var function = await WasiHttpText.LoadAsync(WasiHttpText.Convert("""
            (call $authority (local.get $request) (i32.const 1024))
            (call $write-flush (call $stdout) (i32.load (i32.const 1028)) (i32.load (i32.const 1032)) (i32.const 1040))
            (call $scheme (local.get $request) (i32.const 1024))
            (call $respond (local.get $out) (i32.add (i32.const 200) (i32.load8_u (i32.const 1028))))
            """));
        HeaderField[] headers = url.Length > 0 ? [new("host", "other"), new("spin-full-url", url)] : [new("host", "from-host")];
        var result = await function.CallAsync("/path?a=b", "", headers);
        Assert.Equal((status, authority), (result.Response.Status, Assert.Single(result.Log).Text));
    }

    [Theory]
    [InlineData("spin2-echo")]
    [InlineData("spin5-echo")]
    public async Task A_module_of_a_Rust_SDK_answers_several_events_in_one_instance(string name)
    {
        await using var function = await WasiHttpText.LoadAsync(
            await File.ReadAllBytesAsync(
                Checkout.Shared("guests", "rust", name, name + ".wasm"), TestContext.Current.CancellationToken),
            new FunctionConfig { Name = name, Limits = new FunctionLimits { EventsPerInstance = 50 } });
        for (var i = 0; i < 200; i++)
        {
            var result = await function.CallAsync($"/{i}", $"body {i}", new HeaderField("x-a", $"{i}"));
            Assert.Equal(
                (200, $$"""{"method":"POST","target":"/{{i}}","headers":[["x-a","{{i}}"]],"length":{{$"{i}".Length + 5}},"body":"body {{i}}"}"""),
                Shown(result));
        }
    }

    private static (int Status, string Text) Shown(FunctionResult result)
        => (result.Response.Status, result.Failure == FunctionFailure.None ? result.Body() : result.Reason);
}

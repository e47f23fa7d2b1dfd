using System.Globalization;
using Wasmill.Functions.Tests.Capabilities.OutboundHttp;

namespace Wasmill.Functions.Tests.Guests.WasiHttp;

/// <summary>wasi:http/outgoing-handler: what is sent, what comes back, and which error stands for what.</summary>
public sealed class WasiHttpOutboundTests
{
    private const string Ok = "HTTP/1.1 202 Accepted\nx-a: 1\ncontent-length: 5\n\nthere";

    // A PUT of /p?q with one header and the body "body", unless the code says otherwise. The authority lies at 3000, the future goes to $b.
    // A failure to send answers 300 + its code, a failure of the response 400 + its code.
    private const string Make = """
        (local.set $a (call $fields))
        (call $append (local.get $a) (i32.const 2000) (i32.const 3) (i32.const 2000) (i32.const 3) (i32.const 1024))
        (local.set $a (call $out-request (local.get $a)))
        (drop (call $set-method (local.get $a) (i32.const 3) (i32.const 0) (i32.const 0)))
        (drop (call $set-path (local.get $a) (i32.const 1) (i32.const 2016) (i32.const 4)))
        (drop (call $set-scheme (local.get $a) (i32.const 1) (i32.const 0) (i32.const 0) (i32.const 0)))
        (drop (call $set-authority (local.get $a) (i32.const 1) (i32.const 3000) (global.get $length)))
        """;

    private const string Body = """
        (call $out-request-body (local.get $a) (i32.const 1024)) (local.set $b (i32.load (i32.const 1028)))
        """;

    private const string Write = """
        (call $out-stream (local.get $b) (i32.const 1024)) (local.set $c (i32.load (i32.const 1028)))
        (call $write-flush (local.get $c) (i32.const 2032) (i32.const 4) (i32.const 1024))
        (call $drop-out-stream (local.get $c))
        (call $out-finish (local.get $b) (i32.const 0) (i32.const 0) (i32.const 1024))
        """;

    private const string Send = """
        (call $send (local.get $a) (i32.const 0) (i32.const 0) (i32.const 1200))
        (if (i32.load8_u (i32.const 1200))
          (then (call $respond (local.get $out) (i32.add (i32.const 300) (i32.load8_u (i32.const 1208)))) (return)))
        """;

    private const string Wait = """
        (local.set $b (i32.load (i32.const 1208)))
        (i32.store (i32.const 1400) (call $subscribe-future (local.get $b)))
        (call $poll (i32.const 1400) (i32.const 1) (i32.const 1404))
        (call $future (local.get $b) (i32.const 1304))
        (if (i32.load8_u (i32.const 1320))
          (then (call $respond (local.get $out) (i32.add (i32.const 400) (i32.load8_u (i32.const 1328)))) (return)))
        (local.set $a (i32.load (i32.const 1328)))
        """;

    private const string Show = """
        (call $consume-of (local.get $a) (i32.const 1024))
        (call $in-stream (i32.load (i32.const 1028)) (i32.const 1024))
        (call $read (i32.load (i32.const 1028)) (i64.const 100) (i32.const 1024))
        (call $write-flush (call $stdout) (i32.load (i32.const 1028)) (i32.load (i32.const 1032)) (i32.const 1100))
        (call $respond (local.get $out) (call $status-of (local.get $a)))
        """;

    [Theory]
    [InlineData(Make + Body + Write + Send + Wait + Show)]
    [InlineData(Make + Body + Send + "(i32.store (i32.const 1500) (i32.load (i32.const 1208)))" + Write
        + "(i32.store (i32.const 1208) (i32.load (i32.const 1500)))" + Wait + Show)]
    public async Task A_request_goes_out_with_its_body_and_its_response_comes_back(string code)
    {
        await using var server = TestServer.Answering(Ok);
        var result = await RunAsync(code, server.Url);
        Assert.Equal((202, "there"), (result.Response.Status, Assert.Single(result.Log).Text));
        Assert.StartsWith("PUT /p?q HTTP/1.1\r\n", server.Request, StringComparison.Ordinal);
        Assert.Contains("x-a: x-a\r\n", server.Request, StringComparison.Ordinal);
        Assert.Contains("Content-Length: 4\r\n", server.Request, StringComparison.OrdinalIgnoreCase);
        Assert.EndsWith("\r\n\r\nbody", server.Request, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_response_is_taken_once()
    {
        await using var server = TestServer.Answering(Ok);
        var result = await RunAsync(
            Make + Send + Wait + """
            (call $future (local.get $b) (i32.const 1304))
            (call $respond (local.get $out) (i32.add (i32.const 200) (i32.add
              (i32.load8_u (i32.const 1304)) (i32.mul (i32.const 2) (i32.load8_u (i32.const 1312))))))
            """,
            server.Url);
        Assert.Equal((203, ""), (result.Response.Status, result.Reason));
    }

    [Fact]
    public async Task A_host_that_is_not_granted_is_denied_and_the_log_says_what_to_add()
    {
        var result = await RunAsync(Make + Send, "http://example.com", granted: "http://127.0.0.1:*");
        Assert.Equal(300 + 15, result.Response.Status);
        Assert.Equal(
            "outbound http: PUT http://example.com: add \"http://example.com\" to allowed_outbound_hosts of test to allow it",
            Assert.Single(result.Log).Text);
    }

    // Nobody listens there: the port was free a moment ago.
    [Fact]
    public async Task A_server_that_is_not_there_is_a_refused_connection()
        => Assert.Equal(
            400 + 6, (await RunAsync(Make + Send + Wait, $"http://127.0.0.1:{Ports.Free()}")).Response.Status);

    [Fact]
    public async Task A_server_that_hangs_up_has_terminated_the_connection_or_broken_the_protocol()
    {
        await using var server = new TestServer(static (_, _, _) => Task.CompletedTask);
        Assert.Contains((await RunAsync(Make + Send + Wait, server.Url)).Response.Status, (int[])[400 + 7, 400 + 35]);
    }

    [Fact]
    public async Task A_body_that_is_given_up_is_not_sent()
    {
        await using var server = TestServer.Answering(Ok);
        var result = await RunAsync(
            Make + Body + Send + "(call $drop-out-body (local.get $b))" + Wait, server.Url);
        Assert.Equal((400 + 35, ""), (result.Response.Status, server.Request));
    }

    [Theory]
    [InlineData("first-byte", "")]
    [InlineData("between-bytes", "HTTP/1.1 200 OK\ncontent-length: 5\n\nth")]
    public async Task A_timeout_of_the_request_ends_the_wait(string timeout, string answer)
    {
        await using var server = new TestServer(async (_, stream, cancel) =>
        {
            await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(answer.ReplaceLineEndings("\r\n")), cancel);
            await Task.Delay(Timeout.Infinite, cancel);
        });
        var result = await RunAsync(
            Make + $"""
            (local.set $c (call $options))
            (drop (call ${timeout} (local.get $c) (i32.const 1) (i64.const 100000000)))
            (call $send (local.get $a) (i32.const 1) (local.get $c) (i32.const 1200))
            """ + Wait,
            server.Url);
        Assert.Equal((400 + 33, ""), (result.Response.Status, result.Reason));
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_waited_for_until_the_deadline()
    {
        await using var server = new TestServer(static (_, _, cancel) => Task.Delay(Timeout.Infinite, cancel));
        var result = await RunAsync(Make + Send + Wait, server.Url, deadline: TimeSpan.FromMilliseconds(200));
        Assert.Equal(FunctionFailure.Deadline, result.Failure);
    }

    // The guest answers while its request is on its way: the server sees the connection close.
    [Fact]
    public async Task A_request_ends_with_its_call()
    {
        var closed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new TestServer(async (_, stream, cancel) =>
        {
            try
            {
                if (await stream.ReadAsync(new byte[1], cancel) == 0)
                    closed.SetResult();
            }
            catch (IOException)
            {
                closed.SetResult();
            }
        });
        // It waits until the request has gone out.
        var result = await RunAsync(
            Make + Send + "(call $block (call $in (i64.const 300000000))) (call $respond (local.get $out) (i32.const 200))", server.Url);
        Assert.Equal(200, result.Response.Status);
        await closed.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("(call $set-path (local.get $a) (i32.const 1) (i32.const 2048) (i32.const 2))", 1)]
    [InlineData("(call $set-path (local.get $a) (i32.const 0) (i32.const 0) (i32.const 0))", 0)]
    [InlineData("(call $set-authority (local.get $a) (i32.const 1) (i32.const 2016) (i32.const 4))", 1)]
    [InlineData("(call $set-method (local.get $a) (i32.const 9) (i32.const 2000) (i32.const 3))", 0)]
    [InlineData("(call $set-method (local.get $a) (i32.const 9) (i32.const 2016) (i32.const 4))", 1)]
    [InlineData("(call $set-scheme (local.get $a) (i32.const 1) (i32.const 2) (i32.const 2032) (i32.const 4))", 0)]
    [InlineData("(call $set-scheme (local.get $a) (i32.const 1) (i32.const 2) (i32.const 2016) (i32.const 4))", 1)]
    public async Task Parts_of_a_URL_that_HTTP_does_not_allow_are_refused(string code, int expected)
    {
        var result = await RunAsync(
            $"{Make} (call $respond (local.get $out) (i32.add (i32.const 200) {code}))", "http://example.com");
        Assert.Equal((200 + expected, ""), (result.Response.Status, result.Reason));
    }

    [Fact]
    public async Task A_request_without_an_authority_or_with_a_foreign_scheme_has_an_invalid_URL()
    {
        var result = await RunAsync(
            Make + "(drop (call $set-authority (local.get $a) (i32.const 0) (i32.const 0) (i32.const 0)))" + Send, "http://example.com");
        Assert.Equal(300 + 19, result.Response.Status);
        result = await RunAsync(
            Make + "(drop (call $set-scheme (local.get $a) (i32.const 1) (i32.const 2) (i32.const 2032) (i32.const 4)))" + Send,
            "http://example.com");
        Assert.Equal(300 + 19, result.Response.Status);
    }

    [Fact]
    public async Task More_requests_than_the_limit_are_refused()
    {
        await using var server = TestServer.Answering(Ok);
        var result = await RunAsync(
            "(loop $more " + Make + Send + "(br $more))", server.Url, deadline: TimeSpan.FromSeconds(20));
        Assert.Equal(300 + 11, result.Response.Status);
    }

    // Five bytes each, of which 32 may be held. Dropped ones do not count: then the limit of requests comes first.
    [Theory]
    [InlineData("", 400 + 38)]
    [InlineData("(call $drop-future (local.get $b)) (call $drop-incoming (local.get $a))", 300 + 11)]
    [InlineData(
        """
        (call $consume-of (local.get $a) (i32.const 1024)) (call $drop-in-body (i32.load (i32.const 1028)))
        (call $drop-future (local.get $b)) (call $drop-incoming (local.get $a))
        """,
        300 + 11)]
    public async Task The_responses_that_a_call_holds_are_bounded(string code, int expected)
    {
        await using var server = TestServer.Answering(Ok);
        var result = await RunAsync(
            $"(loop $more {Make} {Send} {Wait} (call $drop-pollable (i32.load (i32.const 1400))) {code} (br $more))",
            server.Url,
            deadline: TimeSpan.FromSeconds(20),
            bodyBytes: 8);
        Assert.Equal((expected, ""), (result.Response.Status, result.Reason));
    }

    private static Task<FunctionResult> RunAsync(
        string code, string url, string? granted = null, TimeSpan? deadline = null, int bodyBytes = 1 << 20)
    {
        var authority = new Uri(url).Authority;
        return WasiHttpText.RunAsync(
            code,
            string.Create(CultureInfo.InvariantCulture, $"""
                (global $length i32 (i32.const {authority.Length})) (data (i32.const 3000) "{authority}")
                (data (i32.const 2000) "x-a") (data (i32.const 2016) "/p?q") (data (i32.const 2032) "body") (data (i32.const 2048) "/ ")
                """),
            config: new FunctionConfig
            {
                Name = "test",
                AllowedOutboundHosts = [granted ?? "http://*:*"],
                Limits = new FunctionLimits { Deadline = deadline ?? TimeSpan.FromSeconds(10), OutboundBodyBytes = bodyBytes },
            });
    }
}

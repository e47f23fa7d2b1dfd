using Wasmill.Events.Http;

namespace Wasmill.Functions.Tests.Guests.Wagi;

public sealed class WagiTests
{
    [Fact]
    public async Task A_program_gets_the_request_as_CGI_gives_it()
    {
        await using var function = await LoadAsync(new Dictionary<string, string> { ["GREETING"] = "hello" });
        var result = await function.CallAsync(
            "/base/a%20b?x=1&y=2",
            "the body",
            new HeaderField("content-type", "text/plain"),
            new HeaderField("x-many", "1"),
            new HeaderField("x-many", "2"),
            new HeaderField("authorization", "secret"),
            new HeaderField("spin-path-info", "/a%20b"),
            new HeaderField("spin-full-url", "http://example.org:8080/base/a%20b?x=1&y=2"),
            new HeaderField("spin-matched-route", "/base/..."),
            new HeaderField("spin-component-route", "/base"),
            new HeaderField("spin-client-addr", "10.0.0.1:1234"),
            new HeaderField("spin-path-match-user-id", "7"));
        Assert.Equal((200, "text/plain"), (result.Response.Status, Assert.Single(result.Response.Headers).Value));
        var lines = result.Body().Split('\n');
        Assert.Equal(["argument /base/a%20b", "argument x=1", "argument y=2"], lines[..3]);
        Assert.Equal("the body", lines[^1]);
        foreach (var expected in (string[])[
            "REQUEST_METHOD=POST", "QUERY_STRING=x=1&y=2", "CONTENT_LENGTH=8", "CONTENT_TYPE=text/plain", "PATH_INFO=/a b",
            "X_RAW_PATH_INFO=/a%20b", "SCRIPT_NAME=/base", "SERVER_NAME=example.org", "SERVER_PORT=8080", "X_MATCHED_ROUTE=/base/...",
            "REMOTE_ADDR=10.0.0.1", "X_CLIENT_ADDR=10.0.0.1:1234", "X_PATH_MATCH_USER_ID=7", "HTTP_X_MANY=1, 2",
            "GATEWAY_INTERFACE=CGI/1.1", "SERVER_PROTOCOL=HTTP/1.1", "SERVER_SOFTWARE=WAGI/1", "GREETING=hello",
        ])
            Assert.Contains(expected, lines);
        Assert.DoesNotContain(
            lines, line => line.Contains("secret", StringComparison.Ordinal) || line.StartsWith("HTTP_SPIN", StringComparison.Ordinal));
        Assert.Equal(new FunctionLogLine(FunctionLogStream.Error, "to the log"), Assert.Single(result.Log));
    }

    [Theory]
    [InlineData("/location", 302, "")]
    [InlineData("/location-status", 308, "")]
    [InlineData("/status", 404, "none\n")]
    [InlineData("/bad-status", 502, "")]
    [InlineData("/both", 302, "")]
    [InlineData("/crlf", 200, "a\r\nb")]
    [InlineData("/exit-0", 200, "exited\n")]
    public async Task Every_legal_answer_is_read(string path, int status, string body)
    {
        await using var function = await LoadAsync();
        var result = await function.CallAsync(path);
        Assert.Equal((FunctionFailure.None, status, body), (result.Failure, result.Response.Status, result.Body()));
    }

    [Theory]
    [InlineData("/neither", FunctionFailure.BadAnswer, "bad answer: exactly one of 'location' or 'content-type' must be specified")]
    [InlineData("/no-end", FunctionFailure.BadAnswer, "bad answer: no empty line ends the headers")]
    [InlineData("/no-colon", FunctionFailure.BadAnswer, "bad answer: exactly one of 'location' or 'content-type' must be specified")]
    [InlineData("/empty", FunctionFailure.BadAnswer, "bad answer: the program wrote nothing to its standard output")]
    [InlineData("/exit-3", FunctionFailure.Exit, "exit: the function ended itself with exit code 3")]
    [InlineData("/return-4", FunctionFailure.Exit, "exit: the function ended itself with exit code 4")]
    [InlineData("/trap", FunctionFailure.Trap, "trap: the function aborted (it reached unreachable code)")]
    [InlineData("/flood", FunctionFailure.ResponseTooLarge, "response too large: the function responded with more than 10000 bytes")]
    public async Task A_failure_is_500_and_names_the_reason(string path, FunctionFailure failure, string reason)
    {
        await using var function = await LoadAsync();
        var result = await function.CallAsync(path);
        Assert.Equal((500, failure, reason), (result.Response.Status, result.Failure, result.Reason));
    }

    [Fact]
    public async Task A_large_body_arrives_whole()
    {
        await using var function = await TestGuests.LoadAsync("wagi", new FunctionConfig { Name = "wagi", Kind = FunctionKind.Wagi });
        var body = new string('x', 3 << 20);
        Assert.EndsWith("\n" + body, (await function.CallAsync("/echo", body)).Body(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_template_of_the_arguments_is_the_users()
    {
        await using var function = await TestGuests.LoadAsync(
            "wagi", new FunctionConfig { Name = "wagi", Kind = FunctionKind.Wagi, WagiArguments = "program -v ${ARGS}" });
        Assert.StartsWith(
            "argument program\nargument -v\nargument a=1\nargument b\n",
            (await function.CallAsync("/x?a=1&b")).Body(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_program_is_refused()
    {
        var error = await Assert.ThrowsAsync<FunctionLoadException>(async () =>
            await TestGuests.LoadAsync("echo", new FunctionConfig { Name = "echo", Kind = FunctionKind.Wagi }));
        Assert.Equal("echo cannot run with the executor \"wagi\": it does not export _start, so it is not a WASI command", error.Message);
    }

    private static ValueTask<IFunction> LoadAsync(IReadOnlyDictionary<string, string>? environment = null)
        => TestGuests.LoadAsync("wagi", new FunctionConfig
        {
            Name = "wagi",
            Kind = FunctionKind.Wagi,
            Environment = environment ?? new Dictionary<string, string>(),
            Limits = new FunctionLimits { ResponseBytes = 10_000 },
        });
}

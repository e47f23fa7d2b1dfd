using System.Diagnostics;
using System.Text;
using Wasmill.Events.Http;

namespace Wasmill.Functions.Tests.Capabilities.OutboundHttp;

public sealed class OutboundHttpFunctionsTests
{
    private const string Hello = "HTTP/1.1 200 OK\nContent-Type: text/plain\nContent-Length: 13\n\nHello, world!";

    // The case "outbound-wasi-http" of Spin's conformance tests, in the older ABI.
    [Theory]
    [InlineData("capabilities")]
    [InlineData("capabilities_later")]
    public async Task An_allowed_server_is_asked_and_its_answer_given(string guest)
    {
        await using var server = TestServer.Answering(Hello);
        var result = await Scripts.CallAsync(guest, Allow(server.Url), $"GET {server.Url}/a?b=c");
        Assert.Equal("status 200\ncontent-type: text/plain\ncontent-length: 13\nHello, world!\n", result.Body());
        Assert.Equal($"GET /a?b=c HTTP/1.1\r\nHost: {server.Url[7..]}\r\n\r\n", server.Request);
    }

    // The case "outbound-wasi-http-no-perms".
    [Fact]
    public async Task A_server_that_is_not_allowed_is_not_asked_and_the_log_says_what_to_add()
    {
        await using var server = TestServer.Answering(Hello);
        var result = await Scripts.CallAsync("capabilities", Allow("https://example.com"), $"GET {server.Url}/secret");
        Assert.Equal("error 1\n", result.Body());
        Assert.Equal(
            $"outbound http: GET {server.Url}: add \"{server.Url}\" to allowed_outbound_hosts of script to allow it",
            Assert.Single(result.Log).Text);
        Assert.Equal("", server.Request);
    }

    [Fact]
    public async Task Method_headers_and_body_are_sent_without_what_belongs_to_the_connection()
    {
        await using var server = TestServer.Answering(
            "HTTP/1.1 201 Created\nSet-Cookie: a=1\nSet-Cookie: b=2\nConnection: close, X-Gone\nX-Gone: 1\nKeep-Alive: 5\n"
                + "Transfer-Encoding: chunked\nX-Cafe: caf\u00e9\n\n2\nok\n0\n\n");
        var body = await Scripts.RunAsync(Allow(server.Url), $"POST {server.Url}/ the body");
        Assert.Equal("status 201\nset-cookie: a=1\nset-cookie: b=2\nx-cafe: caf\u00e9\nok\n", body);
        Assert.Equal(
            $"POST / HTTP/1.1\r\nHost: {server.Url[7..]}\r\nx-one: 1, 2\r\nContent-Type: text/plain\r\nContent-Length: 8\r\n\r\nthe body",
            server.Request);
    }

    [Fact]
    public async Task Nothing_of_the_hosts_traces_is_sent_along()
    {
        // With this, the client would make an activity of its own for the request.
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "System.Net.Http",
            Sample = (ref _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        await using var server = TestServer.Answering(Hello);
        await Scripts.RunAsync(Allow(server.Url), $"GET {server.Url}/");
        Assert.Equal($"GET / HTTP/1.1\r\nHost: {server.Url[7..]}\r\n\r\n", server.Request);
    }

    [Fact]
    public async Task A_redirect_is_the_answer_and_is_not_followed()
    {
        await using var server = TestServer.Answering("HTTP/1.1 302 Found\nLocation: http://127.0.0.1:1/\nContent-Length: 0\n\n");
        Assert.Equal(
            "status 302\nlocation: http://127.0.0.1:1/\ncontent-length: 0\n\n",
            await Scripts.RunAsync(Allow(server.Url), $"GET {server.Url}"));
    }

    [Theory]
    [InlineData(
        "GET ftp://example.com/",
        "error 2\n",
        "outbound http: the URL is neither an absolute http or https URL nor a path of the app itself")]
    [InlineData("GET nothing", "error 2\n", "outbound http: the URL is neither an absolute http or https URL nor a path of the app itself")]
    [InlineData("GET http://", "error 2\n", "outbound http: the URL is neither an absolute http or https URL nor a path of the app itself")]
    [InlineData("GET-long", "error 2\n", "outbound http: the URL is longer than 8192 bytes")]
    [InlineData(
        "GET http://other.spin.internal/",
        "error 1\n",
        "outbound http: GET http://other.spin.internal: no app is available to answer")]
    [InlineData(
        "GET http://Other.spin.internal./",
        "error 1\n",
        "outbound http: GET http://other.spin.internal.: no app is available to answer")]
    [InlineData("GET http://127.0.0.1:1/", "error 3\n", "outbound http: GET http://127.0.0.1:1: Connection refused")]
    [InlineData("GET-bad-header http://127.0.0.1:1/", "error 4\n", "outbound http: the value of the header x contains control characters")]
    public async Task A_request_that_fails_has_its_error_and_its_reason_in_the_log(string line, string answer, string log)
    {
        var result = await Scripts.CallAsync("capabilities", Allow("*://*:*"), line);
        Assert.Equal(answer, result.Body());
        Assert.Equal(log, Assert.Single(result.Log).Text);
    }

    [Fact]
    public async Task Too_many_headers_and_too_long_ones_are_refused_with_their_bound()
    {
        var result = await Scripts.CallAsync("capabilities", Allow("*://*:*"), "GET-many-headers http://127.0.0.1:1/");
        Assert.Equal("error 4\nerror 4\n", result.Body());
        Assert.Equal(
            ["outbound http: the request has more than 256 headers", "outbound http: the headers exceed 65536 bytes"],
            result.Log.Select(line => line.Text));
    }

    [Fact]
    public async Task One_request_more_than_the_limit_is_too_many()
    {
        await using var server = TestServer.Answering(Hello);
        var config = Allow(server.Url) with { Limits = new FunctionLimits { OutboundRequests = 2 } };
        var result = await Scripts.CallAsync("capabilities", config, $"GET {server.Url}", $"GET {server.Url}", $"GET {server.Url}");
        Assert.EndsWith("Hello, world!\nerror 5\n", result.Body(), StringComparison.Ordinal);
        Assert.Equal(
            $"outbound http: GET {server.Url}: the call has reached its limit of 2 outbound requests", Assert.Single(result.Log).Text);
    }

    [Fact]
    public async Task A_server_that_never_answers_ends_the_call_at_its_deadline()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new TestServer(async (_, stream, cancel) =>
        {
            asked.SetResult();
            // Ends when the other side hangs up.
            Assert.Equal(0, await stream.ReadAsync(new byte[1], cancel));
        });
        var config = Allow(server.Url) with { Limits = new FunctionLimits { Deadline = TimeSpan.FromMilliseconds(500) } };
        var result = await Scripts.CallAsync("capabilities", config, $"GET {server.Url}");
        Assert.Equal(
            (504, FunctionFailure.Deadline, "deadline: the function did not respond within 0.5 s"),
            (result.Response.Status, result.Failure, result.Reason));
        await asked.Task;
    }

    [Theory]
    [InlineData("Transfer-Encoding: chunked")]
    [InlineData("Content-Length: 999999999999")]
    [InlineData("Content-Length: 65537")]
    public async Task A_body_without_end_is_cut_at_its_limit_and_the_connection_closed(string length)
    {
        var hungUp = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var server = new TestServer(async (_, stream, cancel) =>
        {
            try
            {
                await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\n{length}\r\n\r\n"), cancel);
                while (true)
                    await stream.WriteAsync(Encoding.ASCII.GetBytes("400\r\n" + new string('x', 1024) + "\r\n"), cancel);
            }
            catch (IOException)
            {
                hungUp.SetResult();
            }
        });
        var config = Allow(server.Url) with { Limits = new FunctionLimits { OutboundBodyBytes = 64 << 10 } };
        var result = await Scripts.CallAsync("capabilities", config, $"GET {server.Url}");
        Assert.Equal("error 4\n", result.Body());
        Assert.Equal(
            $"outbound http: GET {server.Url}: the response is larger than the limit for outbound bodies, 65536 bytes",
            Assert.Single(result.Log).Text);
        await hungUp.Task;
    }

    [Fact]
    public async Task An_answer_that_breaks_off_is_a_request_error()
    {
        await using var server = TestServer.Answering("HTTP/1.1 200 OK\nContent-Length: 100\n\nHello");
        Assert.Equal("error 3\n", await Scripts.RunAsync(Allow(server.Url), $"GET {server.Url}"));
    }

    [Theory]
    [InlineData("/own/path?q=1")]
    [InlineData("http://self/own/path?q=1")]
    [InlineData("http://self.alt/own/path?q=1")]
    public async Task A_path_of_the_app_itself_is_answered_by_the_app(string url)
    {
        FunctionRequest? asked = null;
        var config = Allow("http://self") with
        {
            Self = (request, _) =>
            {
                asked = request;
                return Task.FromResult(
                    new FunctionResponse(203, [new HeaderField("x-own", "1"), new HeaderField("connection", "close")], "own"u8.ToArray()));
            },
        };
        Assert.Equal("status 203\nx-own: 1\nown\n", await Scripts.RunAsync(config, $"POST {url} text"));
        Assert.Equal(
            ("POST", "/own/path?q=1", 1, "text"), (asked!.Method, asked.Uri, asked.SelfRequests, Encoding.UTF8.GetString(asked.Body.Span)));
    }

    [Theory]
    [InlineData("http://other.spin.internal", "http://other.spin.internal/own/path?q=1")]
    [InlineData("http://*.spin.internal", "http://OTHER.spin.internal/own/path?q=1")]
    [InlineData("http://other.spin.internal:8080", "http://other.spin.internal:8080/own/path?q=1")]
    [InlineData("*://*:*", "https://other.spin.internal/own/path?q=1")]
    public async Task A_component_of_the_app_is_asked_by_its_name_and_no_network(string pattern, string url)
    {
        (string Component, FunctionRequest Request)? asked = null;
        var config = Allow(pattern) with
        {
            Chained = (component, request, _) =>
            {
                asked = (component, request);
                return Task.FromResult<FunctionResponse?>(new FunctionResponse(203, [new HeaderField("te", "x")], "own"u8.ToArray()));
            },
        };
        Assert.Equal("status 203\nown\n", await Scripts.RunAsync(config, $"POST {url} text"));
        Assert.Equal(
            ("other", "POST", "/own/path?q=1", 1),
            (asked!.Value.Component, asked.Value.Request.Method, asked.Value.Request.Uri, asked.Value.Request.SelfRequests));
    }

    [Theory]
    [InlineData("http://self", "error 1\n", "add \"http://other.spin.internal\" to allowed_outbound_hosts of script to allow it")]
    [InlineData("http://another.spin.internal", "error 1\n", "to allowed_outbound_hosts of script to allow it")]
    [InlineData("http://*.spin.internal", "error 3\n", "the app has no component other with an HTTP trigger")]
    public async Task A_component_that_is_not_allowed_or_not_there_is_named_in_the_log(string pattern, string answer, string reason)
    {
        var config = Allow(pattern) with { Chained = (_, _, _) => Task.FromResult<FunctionResponse?>(null) };
        var result = await Scripts.CallAsync("capabilities", config, "GET http://other.spin.internal/");
        Assert.Equal(answer, result.Body());
        Assert.EndsWith(reason, Assert.Single(result.Log).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://other.spin.internal/")]
    [InlineData("/")]
    public async Task An_answer_of_the_app_has_the_same_limit_as_that_of_a_server(string url)
    {
        var large = new FunctionResponse(200, [], new byte[65537]);
        var config = Scripts.Config with
        {
            AllowedOutboundHosts = ["http://self", "http://other.spin.internal"],
            Limits = new FunctionLimits { OutboundBodyBytes = 65536 },
            Self = (_, _) => Task.FromResult(large),
            Chained = (_, _, _) => Task.FromResult<FunctionResponse?>(large),
        };
        Assert.Equal("error 4\n", await Scripts.RunAsync(config, $"GET {url}"));
    }

    [Fact]
    public async Task The_app_itself_is_not_asked_without_a_grant_or_where_there_is_none()
    {
        Assert.Equal("error 1\n", await Scripts.RunAsync(Allow("http://example.com"), "GET /"));
        Assert.Equal("error 1\n", await Scripts.RunAsync(Allow("http://self"), "GET /"));
    }

    [Fact]
    public async Task An_app_that_asks_itself_without_end_is_told_that_it_is_too_much()
    {
        IFunction? function = null;
        var config = Allow("http://self") with
        {
            Self = async (request, cancel) => (await function!.InvokeAsync(request with { Body = "GET /"u8.ToArray() }, cancel)).Response,
        };
        await using (function = await TestGuests.LoadAsync("capabilities", config))
        {
            var result = await function.CallAsync("/", "GET /");
            Assert.Equal("status 200\nstatus 200\nstatus 200\nerror 5\n\n\n\n", result.Body());
        }
    }

    private static FunctionConfig Allow(string pattern) => Scripts.Config with { AllowedOutboundHosts = [pattern] };
}

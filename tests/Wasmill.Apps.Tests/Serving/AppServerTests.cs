using System.Net;
using System.Net.Sockets;
using System.Text;
using Wasmill.Apps.Serving;
using Wasmill.Web;

namespace Wasmill.Apps.Tests.Serving;

/// <summary>Two guests that know nothing of Wasmill, served over real HTTP.</summary>
public sealed class AppServerTests
{
    private static readonly HttpClient Client = new();

    [Fact]
    public async Task A_guest_gets_method_path_query_headers_and_body_as_they_were_sent()
    {
        await using var app = await ServedApp.StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Put, new Uri(app.Address, "/echo/a%20b?x=1&y=%2F"))
        {
            Content = new ByteArrayContent("body"u8.ToArray()),
        };
        request.Headers.Add("X-Own", "1");
        request.Headers.Add("Spin-Path-Info", "forged");
        using var answer = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.OK, "text/plain"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.StartsWith("method 2\nuri /echo/a%20b?x=1&y=%2F\nparameters 0\n", text, StringComparison.Ordinal);
        Assert.EndsWith("body 1 4\nbody", text, StringComparison.Ordinal);
        Assert.Contains("header x-own: 1\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("forged", text, StringComparison.Ordinal);
        Assert.DoesNotContain("header connection:", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_guest_gets_exactly_the_headers_that_Spin_injects()
    {
        await using var app = await ServedApp.StartAsync();
        var text = await Client.GetStringAsync(new Uri(app.Address, "/echo/a/b?x=1"), TestContext.Current.CancellationToken);
        var injected = text.Split('\n')
            .Where(line => line.StartsWith("header spin-", StringComparison.Ordinal))
            .Select(line => line["header ".Length..])
            .ToList();
        Assert.Equal(
            [
                "spin-path-info: /a/b", $"spin-full-url: {app.Address}echo/a/b?x=1", "spin-matched-route: /echo/...", "spin-base-path: /",
                "spin-raw-component-route: /echo/...", "spin-component-route: /echo",
            ],
            injected[..^1]);
        Assert.Matches(@"^spin-client-addr: 127\.0\.0\.1:\d+$", injected[^1]);
    }

    [Fact]
    public async Task A_warm_up_calls_no_function_and_writes_nothing()
    {
        await using var app = await ServedApp.StartAsync();
        Assert.True(await app.WarmUpAsync());
        Assert.Equal((0, false), (app.Output.Count, Directory.Exists(app.Logs)));
        using var answer = await Client.PostAsync(
            new Uri(app.Address, "/"), new StringContent("{}"), TestContext.Current.CancellationToken);
        Assert.Equal("ok", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Every_request_is_reported_with_what_answered_it()
    {
        var answered = new List<AnsweredRequest>();
        await using var app = await ServedApp.StartAsync(
            options => options with { Answered = answered.Add, MaxBodyBytes = 8 }, ServedApp.EchoAt("/echo/..."));
        await Client.GetAsync(new Uri(app.Address, "/echo/x?token=1"), TestContext.Current.CancellationToken);
        await Client.DeleteAsync(new Uri(app.Address, "/nowhere"), TestContext.Current.CancellationToken);
        await Client.PostAsync(new Uri(app.Address, "/echo"), new StringContent("123456789"), TestContext.Current.CancellationToken);
        await app.ExchangeAsync("POST /echo HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nno chunk\r\n");
        Assert.True(await app.WarmUpAsync());
        await Client.GetAsync(new Uri(app.Address, "/.well-known/spin/health"), TestContext.Current.CancellationToken);
        await app.StopAsync();
        Assert.Equal(
            [
                ("echo", "GET", "/echo/x?token=1", 200), (null, "DELETE", "/nowhere", 404), (null, "POST", "/echo", 413),
                (null, "POST", "/echo", 400),
            ],
            answered.Select(request => (request.Component, request.Method, request.Target, request.Status)));
        Assert.All(answered, request => Assert.InRange(request.Elapsed, TimeSpan.Zero, TimeSpan.FromMinutes(1)));
    }

    [Fact]
    public async Task An_address_of_another_machine_is_named_in_words_of_our_own()
    {
        // A block for documentation (RFC 5737), which no machine has.
        var error = await Assert.ThrowsAsync<WebServerException>(() => ServedApp.StartAsync(
            options => options with { Listen = "192.0.2.1:3000" }));
        Assert.StartsWith(
            "192.0.2.1:3000 cannot be used: this machine has no such address; ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stop_does_not_wait_for_the_warm_up()
    {
        await using var app = await ServedApp.StartAsync();
        var warmUp = app.WarmUpAsync(TimeSpan.FromHours(1));
        await app.StopAsync();
        Assert.False(await warmUp);
    }

    [Theory]
    [InlineData("/echo", "/echo/...")]
    [InlineData("/exact/", "/exact")]
    public async Task The_most_specific_route_answers(string path, string route)
    {
        await using var app = await ServedApp.StartAsync();
        Assert.Contains(
            $"spin-matched-route: {route}\n",
            await Client.GetStringAsync(new Uri(app.Address, path), TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_line_with_a_whole_URL_is_routed_by_its_path()
    {
        await using var app = await ServedApp.StartAsync();
        var answer = await app.ExchangeAsync(
            "GET http://other.example/echo/x?q=1 HTTP/1.1\r\nHost: other.example\r\nConnection: close\r\n\r\n");
        Assert.Contains("uri /echo/x?q=1\n", answer, StringComparison.Ordinal);
        Assert.Contains("header spin-full-url: http://other.example/echo/x?q=1\n", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_without_a_host_header_is_given_the_servers_address()
    {
        await using var app = await ServedApp.StartAsync();
        Assert.Contains(
            $"header spin-full-url: {app.Address}echo\n", await app.ExchangeAsync("GET /echo HTTP/1.0\r\n\r\n"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_address_of_a_client_over_IPv6_is_in_brackets()
    {
        Assert.SkipUnless(Socket.OSSupportsIPv6 && HasLoopback6(), "this machine has no IPv6");
        await using var app = await ServedApp.StartAsync(options => options with { Listen = "[::1]:0" });
        Assert.Matches(
            @"spin-client-addr: \[::1\]:\d+\n",
            await Client.GetStringAsync(new Uri(app.Address, "/echo"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Repeated_headers_of_an_answer_reach_the_client()
    {
        await using var app = await ServedApp.StartAsync();
        using var answer = await Client.GetAsync(new Uri(app.Address, "/duplicates"), TestContext.Current.CancellationToken);
        Assert.Equal(["a=1", "b=2"], answer.Headers.GetValues("set-cookie"));
    }

    [Fact]
    public async Task An_answer_of_a_megabyte_and_one_without_a_body_pass_through()
    {
        await using var app = await ServedApp.StartAsync();
        Assert.Equal(
            1 << 20, (await Client.GetByteArrayAsync(new Uri(app.Address, "/megabyte"), TestContext.Current.CancellationToken)).Length);
        using var none = await Client.GetAsync(new Uri(app.Address, "/no-body"), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NoContent, none.StatusCode);
    }

    [Fact]
    public async Task The_answer_to_HEAD_has_its_length_and_no_body()
    {
        await using var app = await ServedApp.StartAsync();
        var answer = await app.ExchangeAsync("HEAD /megabyte HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
        Assert.Contains("Content-Length: 1048576\r\n", answer, StringComparison.Ordinal);
        Assert.EndsWith("\r\n\r\n", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_route_the_answer_is_an_empty_404()
    {
        await using var app = await ServedApp.StartAsync(manifest: ServedApp.EchoAt("/only"));
        using var answer = await Client.GetAsync(new Uri(app.Address, "/other"), TestContext.Current.CancellationToken);
        Assert.Equal(
            (HttpStatusCode.NotFound, ""),
            (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
    }

    [Fact]
    public async Task A_route_declared_twice_is_answered_by_the_last_and_reported()
    {
        await using var app = await ServedApp.StartAsync(manifest: new TestApp("a")
            .Route("/x/", "edges").Route("/x/...", "edges").Route("/x", "echo").Component("echo").Component("edges").Manifest);
        Assert.Equal(["wasmill: the route /x/ of edges is never used: echo declares it again later, and the last one counts"], app.Output);
        Assert.Contains(
            "spin-matched-route: /x\n",
            await Client.GetStringAsync(new Uri(app.Address, "/x"), TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_static_response_is_answered_without_a_module_and_a_private_component_not_at_all()
    {
        await using var app = await ServedApp.StartAsync(manifest: """
            spin_manifest_version = 2
            [application]
            name = "static"
            [[trigger.http]]
            route = "/gone/..."
            static_response = { status_code = 410, headers = { content-type = "text/x-note", x-why = "moved" }, body = "gone" }
            [[trigger.http]]
            route = { private = true }
            component = "hidden"
            [component.hidden]
            source = "echo.wasm"
            """);
        using var gone = await Client.GetAsync(new Uri(app.Address, "/gone/x"), TestContext.Current.CancellationToken);
        Assert.Equal(
            (HttpStatusCode.Gone, "text/x-note", "moved"),
            (gone.StatusCode, gone.Content.Headers.ContentType!.MediaType, gone.Headers.GetValues("x-why").Single()));
        Assert.Equal("gone", await gone.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        using var hidden = await Client.GetAsync(new Uri(app.Address, "/hidden"), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
    }

    [Fact]
    public async Task The_info_path_tells_name_and_version()
    {
        await using var app = await ServedApp.StartAsync(manifest: "spin_manifest_version = 2\n[application]\nname = \"told\"\n"
            + "version = \"1.2.3\"\n[[trigger.http]]\nroute = \"/...\"\nstatic_response = {}\n");
        using var answer = await Client.GetAsync(new Uri(app.Address, "/.well-known/spin/info"), TestContext.Current.CancellationToken);
        Assert.Equal("application/json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(
            "{\n  \"name\": \"told\",\n  \"version\": \"1.2.3\"\n}",
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_health_path_is_the_servers_own_and_the_rest_beside_it_is_404()
    {
        await using var app = await ServedApp.StartAsync();
        Assert.Equal(
            "OK", await Client.GetStringAsync(new Uri(app.Address, "/.well-known/spin/health"), TestContext.Current.CancellationToken));
        using var other = await Client.GetAsync(new Uri(app.Address, "/.well-known/spin/other"), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
    }

    [Fact]
    public async Task A_method_that_no_function_knows_is_405()
    {
        await using var app = await ServedApp.StartAsync();
        using var request = new HttpRequestMessage(new HttpMethod("PROPFIND"), new Uri(app.Address, "/echo"));
        using var answer = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, answer.StatusCode);
    }

    [Theory]
    [InlineData("/trap", 500, "trap: ")]
    [InlineData("/loop", 504, "deadline: the function did not respond within 1 s")]
    [InlineData("/status-99", 500, "the status 99 is not between 100 and 599")]
    public async Task A_failure_names_its_reason_in_the_body_the_output_and_the_log_and_the_next_call_works(
        string path, int status, string reason)
    {
        await using var app = await ServedApp.StartAsync();
        using var answer = await Client.GetAsync(new Uri(app.Address, path), TestContext.Current.CancellationToken);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Contains(reason, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Contains(
            app.Output, line => line.StartsWith("edges: ", StringComparison.Ordinal) && line.Contains(reason, StringComparison.Ordinal));
        Assert.Contains(reason, app.ReadLog("edges_stderr.txt"), StringComparison.Ordinal);
        Assert.Equal("ok", await Client.GetStringAsync(new Uri(app.Address, "/no-headers"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_a_guest_prints_goes_to_the_output_and_is_appended_to_its_log()
    {
        await using var app = await ServedApp.StartAsync();
        await Client.GetStringAsync(new Uri(app.Address, "/echo"), TestContext.Current.CancellationToken);
        await Client.GetStringAsync(new Uri(app.Address, "/echo"), TestContext.Current.CancellationToken);
        Assert.Equal(2, app.Output.Count(line => line.StartsWith("echo: echo called with ", StringComparison.Ordinal)));
        Assert.Matches("^(echo called with \\d+ headers\n){2}$", app.ReadLog("echo_stdout.txt"));
    }

    [Fact]
    public async Task A_flood_of_output_leaves_a_bounded_log_with_its_beginning_and_its_end()
    {
        await using var app = await ServedApp.StartAsync();
        for (var i = 0; i < 3; i++)
        {
            using var answer = await Client.GetAsync(new Uri(app.Address, "/flood"), TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
            Assert.Equal(
                "output flood: the function wrote more than 1048576 bytes to its output\n",
                await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }

        // 1 MiB is written in each call, of which 64 KiB and a line are kept.
        var log = app.ReadLog("edges_stdout.txt");
        Assert.InRange(log.Length, 3 * 63 << 10, 3 * 66 << 10);
        Assert.Equal(3, log.Split('\n').Count(line => line.EndsWith(" more bytes dropped", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_body_at_the_limit_passes_and_one_above_it_is_413_with_the_limit_named()
    {
        await using var app = await ServedApp.StartAsync(options => options with { MaxBodyBytes = 10 });
        using var fits = await Client.PostAsync(
            new Uri(app.Address, "/echo"), new ByteArrayContent(new byte[10]), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, fits.StatusCode);
        var answer = await app.ExchangeAsync(
            "POST /echo HTTP/1.1\r\nHost: h\r\nConnection: close\r\nContent-Length: 11\r\n\r\n01234567890");
        Assert.StartsWith("HTTP/1.1 413 ", answer, StringComparison.Ordinal);
        Assert.Contains("10 bytes", answer, StringComparison.Ordinal);
        var chunked = await app.ExchangeAsync(
            "POST /echo HTTP/1.1\r\nHost: h\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\nb\r\n01234567890\r\n0\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 413 ", chunked, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Logs_that_cannot_be_written_are_reported_once_and_requests_are_answered_all_the_same()
    {
        var blocked = "";
        await using var app = await ServedApp.StartAsync(options =>
        {
            blocked = Path.Combine(Path.GetDirectoryName(options.LogFolder)!, "..", "file");
            File.WriteAllText(blocked, "");
            return options with { LogFolder = Path.Combine(blocked, "logs") };
        });
        for (var i = 0; i < 2; i++)
            Assert.Contains(
                "uri /echo\n",
                await Client.GetStringAsync(new Uri(app.Address, "/echo"), TestContext.Current.CancellationToken),
                StringComparison.Ordinal);
        Assert.Single(app.Output, line => line.Contains("cannot be written", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_taken_port_is_named()
    {
        using var holder = new TcpListener(IPAddress.Loopback, 0);
        holder.Start();
        var address = $"127.0.0.1:{((IPEndPoint)holder.LocalEndpoint).Port}";
        var error = await Assert.ThrowsAsync<WebServerException>(() => ServedApp.StartAsync(options => options with { Listen = address }));
        Assert.StartsWith($"{address} is already in use", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_taken_port_is_passed_over_when_others_may_be_tried()
    {
        using var holder = new TcpListener(IPAddress.Loopback, 0);
        holder.Start();
        var taken = ((IPEndPoint)holder.LocalEndpoint).Port;
        await using var app = await ServedApp.StartAsync(options => options with { Listen = $"127.0.0.1:{taken}", PortAttempts = 10 });
        Assert.InRange(app.Address.Port, taken + 1, taken + 9);
        using var answer = await Client.GetAsync(new Uri(app.Address, "/exact"), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("3000")]
    [InlineData("here:3000")]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.1:65536")]
    [InlineData("::1")]
    [InlineData("[::1]")]
    public async Task An_address_without_a_port_is_refused(string listen)
    {
        var error = await Assert.ThrowsAsync<WebServerException>(() => ServedApp.StartAsync(options => options with { Listen = listen }));
        Assert.Contains($"\"{listen}\" is not a valid address", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stopping_lets_the_request_in_flight_end()
    {
        await using var app = await ServedApp.StartAsync();
        using var client = new TcpClient();
        await client.ConnectAsync(app.Address.Host, app.Address.Port, TestContext.Current.CancellationToken);
        await using var stream = client.GetStream();
        await stream.WriteAsync(
            "POST /echo HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n"u8.ToArray(),
            TestContext.Current.CancellationToken);
        // The server asks for the body: it has the request in hand, and Stop must wait for it.
        var buffer = new byte[25];
        await stream.ReadExactlyAsync(buffer, TestContext.Current.CancellationToken);
        Assert.StartsWith("HTTP/1.1 100 Continue", Encoding.ASCII.GetString(buffer), StringComparison.Ordinal);
        var stopping = app.StopAsync();
        await stream.WriteAsync("last"u8.ToArray(), TestContext.Current.CancellationToken);
        using var answer = new MemoryStream();
        await stream.CopyToAsync(answer, TestContext.Current.CancellationToken);
        await stopping;
        Assert.EndsWith("body 1 4\nlast", Encoding.ASCII.GetString(answer.ToArray()), StringComparison.Ordinal);
    }

    private static bool HasLoopback6()
    {
        try
        {
            using var probe = new TcpListener(IPAddress.IPv6Loopback, 0);
            probe.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

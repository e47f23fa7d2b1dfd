using Wasmill.Client.Processes;
using Wasmill.Server.Display;
using Wasmill.Server.Tests.Http;

namespace Wasmill.Server.Tests.Ingress;

/// <summary>
/// By which names the addresses on loopback answer, and to which web pages: over raw HTTP, as a rebound browser sends it.
/// </summary>
public sealed class HostRuleTests
{
    private const string Event = "ce-specversion: 1.0\r\nce-id: 1\r\nce-source: /s\r\nce-type: t\r\ncontent-length: 0\r\n";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("localhost")]
    [InlineData("LOCALHOST:8080")]
    [InlineData("localhost.")]
    [InlineData("mill.localhost:1")]
    [InlineData("127.0.0.1:8080")]
    [InlineData("127.8.9.10")]
    [InlineData("[::1]:8080")]
    [InlineData("host.docker.internal:3000")]
    [InlineData("host.containers.internal")]
    public async Task A_broker_on_loopback_answers_to_local_names(string host)
    {
        await using var broker = await RunningBroker.StartAsync();
        Assert.Equal(202, (await SendAsync(broker.Http, "POST", "/", host, Event)).Status);
        Assert.Equal(200, (await SendAsync(broker.Http, "GET", "/metrics", host)).Status);
    }

    [Theory]
    [InlineData("evil.example")]
    [InlineData("evil.example:8080")]
    [InlineData("localhost.evil.example")]
    [InlineData("evillocalhost")]
    [InlineData("127.0.0.1.evil.example")]
    [InlineData("0.0.0.0:8080")]
    [InlineData("192.168.0.1")]
    [InlineData("[2001:db8::1]")]
    [InlineData("evil.docker.internal")]
    public async Task A_broker_on_loopback_answers_to_no_other_name_on_any_path(string host)
    {
        await using var broker = await RunningBroker.StartAsync();
        foreach (var (method, path) in ((string, string)[])[
            ("POST", "/"), ("GET", "/"), ("OPTIONS", "/"), ("GET", "/metrics"), ("GET", "/healthz"), ("GET", "/readyz"),
            ("POST", "/targets/x"), ("GET", "/api/status"),
        ])
        {
            var answer = await SendAsync(broker.Http, method, path, host, method == "POST" ? Event : "");
            Assert.Equal(
                (403, $"\"{host}\" is not a valid host name of this server; "
                    + $"use localhost, or allow the name with --allow-host {Name(host)}\n"),
                (answer.Status, answer.Body));
        }
    }

    [Theory]
    [InlineData("POST", "/", "http://evil.example", 403)]
    [InlineData("POST", "/", "https://localhost.evil.example:8080", 403)]
    [InlineData("POST", "/", "null", 403)]
    [InlineData("POST", "/targets/x", "http://evil.example", 403)]
    [InlineData("DELETE", "/", "http://evil.example", 403)]
    [InlineData("POST", "/", "http://localhost:5173", 202)]
    [InlineData("POST", "/", "http://127.0.0.1:1", 202)]
    [InlineData("OPTIONS", "/", "http://evil.example", 200)]
    [InlineData("GET", "/metrics", "http://evil.example", 200)]
    public async Task A_web_page_of_another_site_can_change_nothing(string method, string path, string origin, int status)
    {
        await using var broker = await RunningBroker.StartAsync();
        var answer = await SendAsync(broker.Http, method, path, "localhost", $"origin: {origin}\r\n" + (method == "POST" ? Event : ""));
        Assert.Equal(status, answer.Status);
        if (status == 403)
            Assert.Contains(origin, answer.Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mill.example", "mill.example:80", 202)]
    [InlineData("mill.example", "MILL.example", 202)]
    [InlineData("mill.example", "sub.mill.example", 403)]
    [InlineData("*.mill.example", "sub.mill.example", 202)]
    [InlineData("*.mill.example", "mill.example", 403)]
    [InlineData("*.mill.example", "evilmill.example", 403)]
    [InlineData("*", "evil.example", 202)]
    [InlineData("mill.example", "localhost", 202)]
    public async Task Allowed_hosts_are_answered_and_their_pages_may_post(string allowed, string host, int status)
    {
        await using var broker = await RunningBroker.StartAsync(options =>
        {
            options.Folder.Create(options.Folder.ReadSettings() with { AllowedHosts = [allowed] });
            return options;
        });
        Assert.Equal(status, (await SendAsync(broker.Http, "POST", "/", host, Event)).Status);
        Assert.Equal(status, (await SendAsync(broker.Http, "POST", "/", "localhost", $"origin: https://{host}\r\n" + Event)).Status);
        // The admin API is not for them.
        Assert.Equal(host == "localhost" ? 401 : 403, (await SendAsync(broker.Http, "GET", "/api/status", host)).Status);
    }

    [Theory]
    [InlineData("GET", "/", "localhost", "", 200)]
    [InlineData("GET", "/healthz", "localhost", "", 200)]
    [InlineData("POST", "/", "127.0.0.1:8089", Event, 202)]
    [InlineData("GET", "/", "evil.example", "", 403)]
    [InlineData("GET", "/events", "evil.example", "", 403)]
    [InlineData("GET", "/healthz", "evil.example", "", 403)]
    [InlineData("POST", "/", "evil.example", Event, 403)]
    [InlineData("POST", "/", "localhost", "origin: http://evil.example\r\n" + Event, 403)]
    public async Task The_display_has_the_same_rule(string method, string path, string host, string headers, int status)
    {
        await using var display = await DisplayServer.StartAsync("127.0.0.1:0", _ => { }, Cancel);
        using var http = new HttpClient { BaseAddress = new Uri(display.Address + "/") };
        Assert.Equal(status, (await SendAsync(http, method, path, host, headers)).Status);
    }

    [Fact]
    public async Task HTTP_2_has_the_same_rule()
    {
        await using var broker = await RunningBroker.StartAsync();
        foreach (var (host, status) in ((string, int)[])[("evil.example", 403), ("localhost", 200)])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "metrics")
            {
                Version = new Version(2, 0),
                VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            };
            request.Headers.Host = host;
            using var answer = await broker.Http.SendAsync(request, Cancel);
            Assert.Equal(status, (int)answer.StatusCode);
        }
    }

    [Fact]
    public async Task A_client_of_HTTP_1_0_may_leave_the_host_out()
    {
        await using var broker = await RunningBroker.StartAsync();
        await using var connection = await RawConnection.OpenAsync(broker.Http, Cancel);
        await connection.SendAsync("GET /healthz HTTP/1.0\r\n\r\n", Cancel);
        Assert.Equal(200, (await connection.ReadAnswerAsync(Cancel)).Status);
    }

    [Fact]
    public async Task An_address_for_others_answers_to_every_name_unless_names_are_allowed()
    {
        foreach (var (allowed, status) in ((string[]?, int)[])[(null, 202), (["mill.example"], 403)])
        {
            await using var broker = await RunningBroker.StartAsync(options =>
            {
                var settings = options.Folder.ReadSettings();
                options.Folder.Create(settings with
                {
                    Listen = settings.Listen.Replace("127.0.0.1", "0.0.0.0", StringComparison.Ordinal),
                    AdminListen = $"127.0.0.1:{FreePort.Find()}",
                    InsecureOpen = true,
                    AllowedHosts = allowed,
                });
                return options;
            });
            using var http = new HttpClient
            {
                BaseAddress = new Uri(broker.Http.BaseAddress!.ToString().Replace("0.0.0.0", "127.0.0.1", StringComparison.Ordinal)),
            };
            Assert.Equal(status, (await SendAsync(http, "POST", "/", "other.example", Event)).Status);
        }
    }

    private static string Name(string host) => host.StartsWith('[') ? host : host.Split(':')[0];

    private static async Task<RawAnswer> SendAsync(HttpClient http, string method, string path, string host, string headers = "")
    {
        await using var connection = await RawConnection.OpenAsync(http, Cancel);
        await connection.SendAsync($"{method} {path} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n{headers}\r\n", Cancel);
        return await connection.ReadAnswerAsync(Cancel);
    }
}

using System.Net;
using Microsoft.AspNetCore.Hosting;
using Wasmill.Broker.Targets;

namespace Wasmill.Connectors.Tests.Delivery;

public sealed class ProxyTests
{
    private const string Password = "s3cret!";

    [Fact]
    public async Task Events_go_through_the_proxy_with_its_password()
    {
        var bodies = new List<string>();
        await using var server =
            await TestServer.StartAsync(async context => bodies.Add(await new StreamReader(context.Request.Body).ReadToEndAsync()));
        await using var proxy = new TestProxy($"mill:{Password}");
        await using var rig = await TargetRig.MakeAsync(
            $"{server.Address}/in", ("proxy", $"http://mill:{Uri.EscapeDataString(Password)}@localhost:{proxy.Port}"));
        Assert.Equal((DeliveryVerdict.Delivered, ""), (await rig.DeliverAsync()) is var result ? (result.Verdict, result.Reason) : default);
        Assert.Equal([$"POST {server.Address}/in"], proxy.Requests);
        Assert.Equal(["{\"a\": 1}"], bodies);
    }

    [Fact]
    public async Task Https_goes_through_a_tunnel()
    {
        using var authority = new TestAuthority();
        await using var server = await TestServer.StartAsync(
            _ => Task.CompletedTask, endpoint => endpoint.UseHttps(authority.IssueServer(IPAddress.Loopback)));
        await using var proxy = new TestProxy(null);
        await using var rig = await TargetRig.MakeAsync(
            server.Address, ("proxy", $"http://localhost:{proxy.Port}"), ("tls.ca", authority.Pem));
        Assert.Equal(DeliveryVerdict.Delivered, (await rig.DeliverAsync()).Verdict);
        Assert.Equal([$"CONNECT {new Uri(server.Address).Authority}"], proxy.Requests);
    }

    [Theory]
    [InlineData("http")]
    [InlineData("https")]
    public async Task With_a_wrong_password_nothing_is_delivered_and_the_password_is_in_no_message(string scheme)
    {
        await using var proxy = new TestProxy("mill:other");
        await using var rig = await TargetRig.MakeAsync(
            $"{scheme}://127.0.0.1:1", ("proxy", $"http://mill:{Password}@localhost:{proxy.Port}"));
        var result = await rig.DeliverAsync();
        Assert.NotEqual(DeliveryVerdict.Delivered, result.Verdict);
        Assert.Empty(proxy.Requests);
        Assert.Contains("407", result.Reason, StringComparison.Ordinal);
        Assert.DoesNotContain(Password, string.Join('\n', rig.Log.Append(result.Reason)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_proxy_in_its_settings_a_target_asks_none()
    {
        var requests = 0;
        await using var server = await TestServer.StartAsync(_ => { requests++; return Task.CompletedTask; });
        await using var rig = await TargetRig.MakeAsync(server.Address);
        await rig.DeliverAsync();
        Assert.Equal(1, requests);
    }

    [Theory]
    [InlineData("proxy:3128")]
    [InlineData("ftp://mill:s3cret!@proxy")]
    [InlineData("")]
    public void An_address_that_is_none_is_refused_without_being_repeated(string proxy)
    {
        var (key, message) = Assert.Single(TargetRig.Validate("http://localhost", ("proxy", proxy)));
        Assert.Equal("proxy", key);
        Assert.DoesNotContain(Password, message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_password_in_an_endpoint_would_be_shown_and_is_refused()
    {
        var (key, message) = Assert.Single(TargetRig.Validate($"http://mill:{Password}@localhost"));
        Assert.Equal("endpoint", key);
        Assert.DoesNotContain(Password, message, StringComparison.Ordinal);
    }
}

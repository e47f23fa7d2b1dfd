using System.Net;
using Wasmill.Web.Messages;

namespace Wasmill.Web.Tests;

/// <summary>A server's own request reaches its own handler, and no other request does.</summary>
public sealed class WarmUpRequestTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("127.0.0.1:0")]
    [InlineData("0.0.0.0:0")]
    [InlineData("[::1]:0")]
    [InlineData("[::]:0")]
    public async Task The_own_request_is_an_event_for_the_own_handler(string listen)
    {
        var (own, others) = (0, 0);
        await using var server = await StartAsync(listen, () => others++);
        Assert.True(await server.WarmUpAsync(
            context =>
            {
                own += context.Request is { Method: "POST", Path.Value: "/" } && context.Request.Headers["ce-specversion"] == "1.0" ? 1 : 0;
                return PlainAnswer.WriteAsync(context, 202, "ok");
            },
            Cancel));
        Assert.Equal((1, 0), (own, others));
    }

    [Fact]
    public async Task Other_requests_reach_the_other_handler_before_while_and_after()
    {
        var others = 0;
        await using var server = await StartAsync("127.0.0.1:0", () => others++);
        using var http = new HttpClient();
        async Task AskAsync()
        {
            using var answer = await http.GetAsync(new Uri(server.Address), Cancel);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        await AskAsync();
        Assert.True(await server.WarmUpAsync(
            async context =>
            {
                await AskAsync();
                await PlainAnswer.WriteAsync(context, 202, "ok");
            },
            Cancel));
        await AskAsync();
        Assert.Equal(3, others);
    }

    [Fact]
    public async Task A_server_that_has_stopped_sends_nothing_and_does_not_fail()
    {
        await using var server = await StartAsync("127.0.0.1:0", static () => { });
        await server.StopAsync(TimeSpan.Zero);
        Assert.False(await server.WarmUpAsync(static context => PlainAnswer.WriteAsync(context, 202, "ok"), Cancel));
    }

    private static Task<WebServer> StartAsync(string listen, Action called)
        => WebServer.StartAsync(
            listen,
            maxBodyBytes: 1024,
            context =>
            {
                called();
                return PlainAnswer.WriteAsync(context, 200, "ok");
            },
            Cancel);
}

using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;
using Wasmill.Client.Processes;
using Wasmill.Web;

namespace Wasmill.Server.Tests;

public sealed class OutcomeTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_chain_of_replies_to_the_limit_is_shown_whole_by_the_outcome_and_the_trace()
    {
        await using var echo = await WebServer.StartAsync(
            $"127.0.0.1:{FreePort.Find()}", new WebServerLimits(), AnswerWithEventAsync, Cancel);
        await using var broker = await RunningBroker.StartAsync(options => options with { Memory = new() { MaxEvents = 100 } });
        await broker.DeliverToAsync(echo.Address, Cancel);
        using var request = new HttpRequestMessage(HttpMethod.Post, "")
        {
            Content = new StringContent("{}", Encoding.UTF8, "application/json"),
        };
        foreach (var (name, value) in new[] { ("ce-specversion", "1.0"), ("ce-id", "first"), ("ce-source", "s"), ("ce-type", "t") })
            request.Headers.Add(name, value);
        using var sent = await broker.Http.SendAsync(request, Cancel);
        Assert.Equal(HttpStatusCode.Accepted, sent.StatusCode);

        using var client = broker.Connect();
        var outcome = await client.GetOutcomeAsync(1, TimeSpan.FromSeconds(60), Cancel);
        Assert.Equal((true, 16, 0), (outcome.Complete, outcome.Replies.Count, outcome.OmittedReplies));
        Assert.Equal(Enumerable.Range(1, 16).Select(position => (long)position), outcome.Replies.Select(reply => reply.Cause));
        var last = outcome.Replies[^1].Deliveries[0];
        Assert.Equal("givenUp", last.State);
        Assert.StartsWith("loop: stopped after 16 replies", last.Attempts[^1].Reason, StringComparison.Ordinal);
        Assert.Equal(16, Assert.Single(await client.TraceAsync("first", null, Cancel)).Replies.Count);
    }

    private static Task AnswerWithEventAsync(HttpContext context)
    {
        foreach (var (name, value) in new[]
        {
            ("ce-specversion", "1.0"),
            ("ce-source", "echo"),
            ("ce-type", "again"),
            ("ce-id", Guid.NewGuid().ToString()),
        })
            context.Response.Headers[name] = value;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync("{}", Cancel);
    }
}

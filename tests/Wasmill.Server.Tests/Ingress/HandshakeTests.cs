using Wasmill.Server.Tests.Http;

namespace Wasmill.Server.Tests.Ingress;

public sealed class HandshakeTests(BrokerWithSink shared) : IClassFixture<BrokerWithSink>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("webhook-request-origin: events.example.com\n", "webhook-allowed-origin: events.example.com\r\n", "webhook-allowed-rate")]
    [InlineData(
        "webhook-request-origin: events.example.com\nwebhook-request-rate: 120\n",
        "webhook-allowed-origin: events.example.com\r\nwebhook-allowed-rate: *\r\n",
        null)]
    [InlineData("webhook-request-rate: 120\n", "allow: post, options\r\n", "webhook")]
    [InlineData("", "allow: post, options\r\n", "webhook")]
    public async Task A_sender_gets_the_consent_it_asks_for(string headers, string expected, string? missing)
    {
        var answer = await AskAsync("OPTIONS / HTTP/1.1", headers);
        Assert.Equal(200, answer.Status);
        Assert.Contains("allow: post, options\r\n", answer.Headers, StringComparison.Ordinal);
        Assert.Contains(expected, answer.Headers, StringComparison.Ordinal);
        if (missing is not null)
            Assert.DoesNotContain(missing, answer.Headers, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("webhook-request-origin:\n")]
    [InlineData("webhook-request-origin: a b\n")]
    [InlineData("webhook-request-origin: a\u0001\n")]
    [InlineData("webhook-request-origin: a\nwebhook-request-origin: b\n")]
    public async Task An_origin_that_is_none_is_400_and_not_said_back(string headers)
    {
        var answer = await AskAsync("OPTIONS / HTTP/1.1", headers);
        Assert.Equal(400, answer.Status);
        Assert.Contains("WebHook-Request-Origin", answer.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("webhook-allowed", answer.Headers, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", 405)]
    [InlineData("PUT", 405)]
    [InlineData("DELETE", 405)]
    [InlineData("PATCH", 405)]
    [InlineData("MILL", 405)]
    public async Task Another_method_is_405_and_the_answer_lists_those_that_are_allowed(string method, int status)
    {
        var answer = await AskAsync($"{method} / HTTP/1.1", "");
        Assert.Equal(status, answer.Status);
        Assert.Contains("allow: post, options\r\n", answer.Headers, StringComparison.Ordinal);
    }

    private async Task<RawAnswer> AskAsync(string line, string headers)
    {
        await using var connection = await RawConnection.OpenAsync(shared.Broker.Http, Cancel);
        await connection.SendAsync(
            $"{line}\nhost: localhost\nconnection: close\n{headers}\n".Replace("\n", "\r\n", StringComparison.Ordinal), Cancel);
        return await connection.ReadAnswerAsync(Cancel);
    }
}

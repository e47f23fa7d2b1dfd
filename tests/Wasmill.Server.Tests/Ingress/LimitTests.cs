using System.Diagnostics;
using System.Net.Sockets;
using Wasmill.Server.Tests.Http;
using Wasmill.Web;

namespace Wasmill.Server.Tests.Ingress;

/// <summary>Tests of the limits for clients. Times are as short as Kestrel's clock, which ticks once a second, allows.</summary>
public sealed class LimitTests
{
    private const string Event = "ce-specversion: 1.0\nce-id: 1\nce-source: /s\nce-type: t\n";

    private static readonly WebServerLimits Impatient = new()
    {
        HeadersTimeout = TimeSpan.FromSeconds(1),
        KeepAlive = TimeSpan.FromSeconds(1),
        BodyBytesPerSecond = 1e6,
        BodyGrace = TimeSpan.FromSeconds(1.1),
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Headers_are_limited_in_size_and_number()
    {
        await using var broker = await RunningBroker.StartAsync();
        Assert.Equal(202, (await PostAsync(broker, $"ce-x: {new string('x', 30 << 10)}\n")).Status);
        Assert.Equal(431, (await PostAsync(broker, $"ce-x: {new string('x', 33 << 10)}\n")).Status);
        Assert.Equal(
            431,
            (await PostAsync(broker, string.Concat(Enumerable.Range(0, 16).Select(i => $"ce-x{i}: {new string('x', 4 << 10)}\n")))).Status);
        // Host, connection, content-length and the four required ones count as well.
        Assert.Equal(202, (await PostAsync(broker, string.Concat(Enumerable.Range(0, 128 - 7).Select(i => $"ce-x{i}: x\n")))).Status);
        Assert.Equal(431, (await PostAsync(broker, string.Concat(Enumerable.Range(0, 128 - 6).Select(i => $"ce-x{i}: x\n")))).Status);
    }

    [Fact]
    public async Task A_request_line_is_limited()
    {
        await using var broker = await RunningBroker.StartAsync();
        await using var connection = await RawConnection.OpenAsync(broker.Http, Cancel);
        await connection.SendAsync($"POST /?{new string('x', 8 << 10)} HTTP/1.1\r\n\r\n", Cancel);
        Assert.Equal(414, (await connection.ReadAnswerAsync(Cancel)).Status);
    }

    [Theory]
    [InlineData("POST / HTTP/1.1\r\nhost: localhost\r\nce-", 408)]
    [InlineData("POST / HTTP/1.1\r\nhost: localhost\r\ncontent-length: 100000\r\n\r\na", 408)]
    [InlineData("PRI * HTTP/2.0\r\n", 0)]
    [InlineData("", 0)]
    public async Task Who_sends_slowly_or_nothing_at_all_does_not_keep_a_connection(string start, int status)
    {
        await using var broker = await RunningBroker.StartAsync(options => options with { Http = Impatient });
        await using var connection = await RawConnection.OpenAsync(broker.Http, Cancel);
        var clock = Stopwatch.StartNew();
        await connection.SendAsync(start, Cancel);
        Assert.Equal(status, (await connection.ReadAnswerAsync(Cancel)).Status);
        Assert.InRange(clock.Elapsed, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(10));
        Assert.Equal(202, (await PostAsync(broker, "")).Status);
    }

    [Fact]
    public async Task Connections_are_limited_in_number()
    {
        await using var broker = await RunningBroker.StartAsync(options => options with { Http = new WebServerLimits { Connections = 1 } });
        await using var first = await RawConnection.OpenAsync(broker.Http, Cancel);
        // The first connection counts once the server has answered on it.
        const string Continue = "HTTP/1.1 100 Continue\r\n\r\n";
        await first.SendAsync(RawConnection.Head(Event + "expect: 100-continue\ncontent-length: 1\n"), Cancel);
        Assert.Equal(Continue, await first.ReadAsync(Continue.Length, Cancel));
        Assert.True(await IsRefusedAsync(broker));
        await first.SendAsync("x", Cancel);
        Assert.Equal(202, (await first.ReadAnswerAsync(Cancel)).Status);
    }

    [Fact]
    public async Task The_largest_event_is_the_brokers_to_choose()
    {
        await using var broker = await RunningBroker.StartAsync(options => options with { Http = new WebServerLimits { BodyBytes = 100 } });
        Assert.Equal(202, (await RawConnection.PostAsync(broker.Http, Event, new byte[100], Cancel)).Status);
        var answer = await RawConnection.PostAsync(broker.Http, Event, new byte[101], Cancel);
        Assert.Equal((413, "the request is larger than 100 bytes\n"), (answer.Status, answer.Body));
        Assert.Contains("connection: close\r\n", answer.Headers, StringComparison.Ordinal);
    }

    // The server's reset may come before the client knows that it is connected.
    private static async Task<bool> IsRefusedAsync(RunningBroker broker)
    {
        try
        {
            return (await PostAsync(broker, "")).Status == 0;
        }
        catch (SocketException error) when (error.SocketErrorCode == SocketError.ConnectionReset)
        {
            return true;
        }
    }

    private static Task<RawAnswer> PostAsync(RunningBroker broker, string headers)
        => RawConnection.PostAsync(broker.Http, Event + headers, default, Cancel);
}

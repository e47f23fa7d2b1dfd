using System.Diagnostics;
using Wasmill.Server.Tests.Http;
using Wasmill.Web;

namespace Wasmill.Server.Tests.Ingress;

/// <summary>Connections that take a slot and say nothing.</summary>
public sealed class ConnectionTests
{
    private const string Event = "ce-specversion: 1.0\nce-id: 1\nce-source: /s\nce-type: t\n";
    private const string Continue = "HTTP/1.1 100 Continue\r\n\r\n";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("")]
    [InlineData("P")]
    [InlineData("PRI * HTTP/2.0\r\n\r\nSM\r\n\r")]
    [InlineData("POST")]
    [InlineData("POST / HTTP/1.1\r\nhost: localhost\r\n")]
    public async Task The_header_time_holds_from_the_accept_whatever_the_idle_time_is(string start)
    {
        // The idle time is two minutes.
        await using var broker = await RunningBroker.StartAsync(options => options with
        {
            Http = new WebServerLimits { HeadersTimeout = TimeSpan.FromSeconds(1) },
        });
        await using var connection = await RawConnection.OpenAsync(broker.Http, Cancel);
        var clock = Stopwatch.StartNew();
        await connection.SendAsync(start, Cancel);
        Assert.Contains((await connection.ReadAnswerAsync(Cancel)).Status, (int[])[0, 408]);
        Assert.InRange(clock.Elapsed, TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task A_new_connection_takes_the_slot_of_the_one_that_has_been_idle_longest()
    {
        await using var broker = await RunningBroker.StartAsync(options => options with { Http = new WebServerLimits { Connections = 3 } });
        await using var busy = await RawConnection.OpenAsync(broker.Http, Cancel);
        await busy.SendAsync(RawConnection.Head(Event + "expect: 100-continue\ncontent-length: 1\n"), Cancel);
        Assert.Equal(Continue, await busy.ReadAsync(Continue.Length, Cancel));
        await using var oldest = await RawConnection.OpenAsync(broker.Http, Cancel);
        await oldest.SendAsync("POST / HTTP/1.1\r\n", Cancel);
        await using var second = await KeptAliveAsync(broker);

        await using var third = await KeptAliveAsync(broker);
        Assert.Equal(0, (await oldest.ReadAnswerAsync(Cancel)).Status);
        await using var fourth = await KeptAliveAsync(broker);
        Assert.Equal(0, (await second.ReadAnswerAsync(Cancel)).Status);

        await busy.SendAsync("x", Cancel);
        Assert.Equal(202, (await busy.ReadAnswerAsync(Cancel)).Status);
        await third.SendAsync("GET /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n", Cancel);
        Assert.Equal(200, (await third.ReadAnswerAsync(Cancel)).Status);
    }

    [Fact]
    public async Task Ten_times_as_many_idle_connections_as_there_are_slots_keep_nobody_out()
    {
        await using var broker =
            await RunningBroker.StartAsync(options => options with { Http = new WebServerLimits { Connections = 20 } });
        var idle = new List<RawConnection>();
        for (var i = 0; i < 200; i++)
            idle.Add(await RawConnection.OpenAsync(broker.Http, Cancel));
        Assert.Equal(202, (await RawConnection.PostAsync(broker.Http, Event, default, Cancel)).Status);
        foreach (var connection in idle)
            await connection.DisposeAsync();
        Assert.Equal(202, (await RawConnection.PostAsync(broker.Http, Event, default, Cancel)).Status);
    }

    [Fact]
    public async Task Slots_are_given_back_after_HTTP_1_and_HTTP_2()
    {
        await using var broker = await RunningBroker.StartAsync(options => options with { Http = new WebServerLimits { Connections = 2 } });
        for (var i = 0; i < 10; i++)
        {
            using var http = new HttpClient
            {
                BaseAddress = broker.Http.BaseAddress,
                DefaultRequestVersion = new Version(1 + (i % 2), i % 2 == 0 ? 1 : 0),
                DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
            };
            Assert.Equal("ok\n", await http.GetStringAsync("healthz", Cancel));
        }
    }

    private static async Task<RawConnection> KeptAliveAsync(RunningBroker broker)
    {
        var connection = await RawConnection.OpenAsync(broker.Http, Cancel);
        await connection.SendAsync("GET /healthz HTTP/1.1\r\nhost: localhost\r\n\r\n", Cancel);
        Assert.Equal(200, (await connection.ReadAnswerAsync(Cancel)).Status);
        return connection;
    }
}

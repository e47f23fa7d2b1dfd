using Wasmill.Server.Hosting;
using Wasmill.Web;
using Wasmill.Web.Messages;

namespace Wasmill.Server.Tests;

/// <summary>The event of the warm-up takes the whole path, and no other broker sees it.</summary>
public sealed class BrokerWarmUpTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_event_is_delivered_and_the_served_broker_does_not_see_it()
    {
        var requests = 0;
        await using var server = await WebServer.StartAsync(
            "127.0.0.1:0",
            maxBodyBytes: 1024,
            context =>
            {
                requests++;
                return PlainAnswer.WriteAsync(context, 202, "ok");
            },
            Cancel);
        await using var warmUp = BrokerWarmUp.Start(server, TestHost.Instance, TimeSpan.Zero, TimeProvider.System);
        Assert.True(await warmUp.Running);
        Assert.Equal(0, requests);
    }

    [Fact]
    public async Task Without_a_server_no_event_is_sent()
    {
        await using var warmUp = BrokerWarmUp.Start(null, TestHost.Instance, TimeSpan.Zero, TimeProvider.System);
        Assert.False(await warmUp.Running);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task It_ends_when_it_is_disposed(int pauseHours)
    {
        await using var server = await WebServer.StartAsync(
            "127.0.0.1:0", maxBodyBytes: 1024, static context => PlainAnswer.WriteAsync(context, 202, "ok"), Cancel);
        await server.StopAsync(TimeSpan.Zero);
        var warmUp = BrokerWarmUp.Start(server, TestHost.Instance, TimeSpan.FromHours(pauseHours), new StandingTime());
        await warmUp.DisposeAsync();
        Assert.False(await warmUp.Running);
    }

    private sealed class StandingTime : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
            => new Timer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }
}

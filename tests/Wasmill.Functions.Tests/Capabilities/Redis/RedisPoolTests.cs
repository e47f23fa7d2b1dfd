using Microsoft.Extensions.Time.Testing;
using Wasmill.Functions.Capabilities.Redis.Protocol;

namespace Wasmill.Functions.Tests.Capabilities.Redis;

/// <summary>Idle connections, with a real server.</summary>
public sealed class RedisPoolTests
{
    [Fact]
    public async Task An_idle_connection_goes_to_its_own_address_only_and_is_closed_after_a_time()
    {
        await using var server = await RedisServer.StartAsync();
        var time = new FakeTimeProvider();
        using var pool = new RedisPool(time);
        var address = RedisAddress.Parse(server.Address)!;
        var first = await pool.RentAsync(address, Cancel);
        pool.Return(first);
        Assert.NotSame(first, await pool.RentAsync(RedisAddress.Parse(server.Address + "/1")!, Cancel));
        Assert.Same(first, await pool.RentAsync(RedisAddress.Parse(server.Address + "/")!, Cancel));
        pool.Return(first);
        time.Advance(RedisPool.IdleTime - TimeSpan.FromSeconds(1));
        Assert.Equal(1, pool.Count);
        time.Advance(RedisPool.IdleTime);
        Assert.Equal(0, pool.Count);
    }

    [Fact]
    public async Task A_tainted_or_broken_connection_is_closed_and_so_are_those_beyond_the_limit()
    {
        await using var server = await RedisServer.StartAsync();
        using var pool = new RedisPool(TimeProvider.System);
        var address = RedisAddress.Parse(server.Address)!;
        var tainted = await pool.RentAsync(address, Cancel);
        tainted.IsTainted = true;
        pool.Return(tainted);
        var broken = await pool.RentAsync(address, Cancel);
        using var canceled = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => broken.SendAsync(["BLPOP"u8.ToArray(), "none"u8.ToArray(), "0"u8.ToArray()], 1000, canceled.Token));
        Assert.True(broken.IsBroken);
        pool.Return(broken);
        Assert.Equal(0, pool.Count);

        var many = new List<RedisConnection>();
        for (var i = 0; i <= RedisPool.Limit; i++)
            many.Add(await pool.RentAsync(address, Cancel));
        many.ForEach(pool.Return);
        Assert.Equal(RedisPool.Limit, pool.Count);
    }

    [Theory]
    [InlineData("redis://h", "redis://h:6379", "", "", 0)]
    [InlineData("rediss://h:1/2", "rediss://h:1", "", "", 2)]
    [InlineData("redis://:p%40ss@H/", "redis://h:6379", "", "p@ss", 0)]
    [InlineData("redis://u:a:b@[::1]:7/15", "redis://[::1]:7", "u", "a:b", 15)]
    public void An_address_has_server_user_password_and_database(string text, string server, string user, string password, int database)
    {
        var address = RedisAddress.Parse(text)!;
        Assert.Equal((server, user, password, database), (address.ToString(), address.User, address.Password, address.Database));
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;
}

using System.Diagnostics;
using System.Text;
using Wasmill.Apps.Tests.HostCalls;
using Wasmill.Functions;

namespace Wasmill.Apps.Tests.Connections;

/// <summary>Redis as guests call it, with a real server.</summary>
public sealed class RedisFunctionsTests
{
    private static readonly byte[] Odd = [0, 0x80, 0xFF, (byte)'\r', (byte)'\n'];

    [Fact]
    public async Task Every_function_of_a_connection_does_what_its_command_does()
    {
        await using var server = await RedisServer.StartAsync();
        await using var function = await LoadAsync(["redis://127.0.0.1:*"]);
        var script = new RedisScript(hasConnections: true);
        var connection = script.Open(server.Address);
        var absent = script.Run(connection, "get", script.Text("k"));
        var set = script.Run(connection, "set", [.. script.Text("k"), .. script.Bytes(Odd)]);
        var got = script.Run(connection, "get", script.Text("k"));
        var empty = script.Run(connection, "set", [.. script.Text("e"), .. script.Bytes([])]);
        var gotEmpty = script.Run(connection, "get", script.Text("e"));
        script.Run(connection, "set", [.. script.Text("n"), .. script.Bytes("9223372036854775806"u8)]);
        var incremented = script.Run(connection, "incr", script.Text("n"));
        var added = script.Run(connection, "sadd", [.. script.Text("s"), .. script.Texts("a", "snö", "a")]);
        var members = script.Run(connection, "smembers", script.Text("s"));
        var removed = script.Run(connection, "srem", [.. script.Text("s"), .. script.Texts("a", "none")]);
        var deleted = script.Run(connection, "del", script.Texts("k", "e", "none"));
        var published = script.Run(connection, "publish", [.. script.Text("c"), .. script.Bytes(Odd)]);
        script.Close(connection);
        var image = await script.ReadAsync(function);

        Assert.Equal((0, 0), (image.U8(absent), image.U8(absent + 4)));
        Assert.All([set, empty, published], place => Assert.Equal(0, image.U8(place)));
        Assert.Equal((0, 1), (image.U8(got), image.U8(got + 4)));
        Assert.Equal(Odd, image.List(got + 8));
        Assert.Equal((0, 1, 0), (image.U8(gotEmpty), image.U8(gotEmpty + 4), image.I32(gotEmpty + 12)));
        Assert.Equal((0, long.MaxValue), (image.U8(incremented), image.I64(incremented + 8)));
        Assert.Equal((0, 2), (image.U8(added), image.I32(added + 4)));
        Assert.Equal(["a", "snö"], image.Records(members + 4, 8).Select(image.Text).Order(StringComparer.Ordinal));
        Assert.Equal((1, 2), (image.I32(removed + 4), image.I32(deleted + 4)));
    }

    [Theory]
    [InlineData("outbound-redis")]
    [InlineData("fermyon:spin/redis")]
    public async Task Every_function_with_an_address_does_what_its_command_does(string module)
    {
        await using var server = await RedisServer.StartAsync();
        await using var function = await LoadAsync(["redis://127.0.0.1:*"], module);
        var script = new RedisScript(hasConnections: false, module);
        var address = script.Text(server.Address);
        var absent = script.Run(address, "get", script.Text("k"));
        var set = script.Run(address, "set", [.. script.Text("k"), .. script.Bytes(Odd)]);
        var got = script.Run(address, "get", script.Text("k"));
        var wrong = script.Run(address, "incr", script.Text("k"));
        var incremented = script.Run(address, "incr", script.Text("n"));
        var added = script.Run(address, "sadd", [.. script.Text("s"), .. script.Texts("a", "b")]);
        var members = script.Run(address, "smembers", script.Text("s"));
        var removed = script.Run(address, "srem", [.. script.Text("s"), .. script.Texts("a")]);
        var deleted = script.Run(address, "del", script.Texts("k", "n"));
        var published = script.Run(address, "publish", [.. script.Text("c"), .. script.Bytes(Odd)]);
        var executed = script.Run(address, "execute", [.. script.Text("ECHO"), .. script.Parameters(7L)]);
        var denied = script.Run(script.Text("redis://other.example:1"), "set", [.. script.Text("k"), .. script.Bytes(Odd)]);
        var image = await script.ReadAsync(function);

        Assert.Equal((0, 0), (image.U8(absent), image.I32(absent + 8)));
        Assert.All([set, published], place => Assert.Equal(0, image.U8(place)));
        Assert.Equal(Odd, image.List(got + 4));
        Assert.Equal((1, 1), (image.U8(wrong), image.U8(wrong + 8)));
        Assert.Equal((0, 1L), (image.U8(incremented), image.I64(incremented + 8)));
        Assert.Equal((2L, 1L, 2L), (image.I64(added + 8), image.I64(removed + 8), image.I64(deleted + 8)));
        Assert.Equal(["a", "b"], image.Records(members + 4, 8).Select(image.Text).Order(StringComparer.Ordinal));
        Assert.Equal(["3:7"], image.Records(executed + 4, 16).Select(value => Show(image, value)));
        Assert.Equal((1, 1), (image.U8(denied), image.U8(denied + 1)));
    }

    [Fact]
    public async Task Any_command_may_be_executed_and_its_reply_keeps_its_types()
    {
        await using var server = await RedisServer.StartAsync();
        await using var function = await LoadAsync([$"redis://127.0.0.1:{server.Port}"]);
        var script = new RedisScript(hasConnections: true);
        var connection = script.Open(server.Address);
        var results = new[]
        {
            Execute("SET", "k"u8.ToArray(), long.MinValue),
            Execute("GET", "k"u8.ToArray()),
            Execute("STRLEN", "k"u8.ToArray()),
            Execute("GET", "none"u8.ToArray()),
            Execute("PING"),
            Execute("RPUSH", "l"u8.ToArray(), 1L, "b"u8.ToArray()),
            Execute("EVAL", "return {1, {'x', false}, redis.status_reply('fine'), {}}"u8.ToArray(), 0L),
        };
        var image = await script.ReadAsync(function);
        Assert.Equal(
            ["1:OK", $"3:{long.MinValue}", "2:20", "0:", "1:PONG", "2:2", "2:1 3:x 0: 1:fine"],
            results.Select(place => string.Join(' ', image.Records(place + 4, 16).Select(value => Show(image, value)))));

        int Execute(string command, params object[] arguments)
            => script.Run(connection, "execute", [.. script.Text(command), .. script.Parameters(arguments)]);
    }

    [Fact]
    public async Task Errors_have_their_number_and_only_other_has_a_text()
    {
        await using var server = await RedisServer.StartAsync("--requirepass", "se cret");
        var closed = Ports.Free();
        await using var function = await LoadAsync(["redis://127.0.0.1:*"]);
        var script = new RedisScript(hasConnections: true);
        int[] addresses =
        [
            script.Open("redis://localhost:6379"), script.Open("rediss://127.0.0.1:6379"), script.Open("http://127.0.0.1:6379"),
            script.Open("127.0.0.1:6379"), script.Open("redis://127.0.0.1:6379/x"), script.Open(""),
        ];
        var refused = script.Open($"redis://127.0.0.1:{closed}");
        var wrongPassword = script.Open($"redis://:wrong@127.0.0.1:{server.Port}");
        var noPassword = script.Open(server.Address);
        var unauthorized = script.Run(noPassword, "get", script.Text("k"));
        var connection = script.Open($"redis://:se%20cret@127.0.0.1:{server.Port}/3");
        script.Run(connection, "sadd", [.. script.Text("s"), .. script.Texts("a")]);
        var wrongType = script.Run(connection, "get", script.Text("s"));
        script.Run(connection, "set", [.. script.Text("t"), .. script.Bytes("x"u8)]);
        var noInteger = script.Run(connection, "incr", script.Text("t"));
        var unknown = script.Run(connection, "execute", [.. script.Text("NONSENSE"), .. script.Parameters()]);
        var database = script.Run(connection, "execute", [.. script.Text("CLIENT"), .. script.Parameters("INFO"u8.ToArray())]);
        var image = await script.ReadAsync(function);

        Assert.All(addresses, place => Assert.Equal((1, 0), (image.U8(place - 4), image.U8(place))));
        Assert.Equal((1, 3), (image.U8(refused - 4), image.U8(refused)));
        Assert.Equal($"redis://127.0.0.1:{closed} cannot be reached: Connection refused", image.Text(refused + 4));
        Assert.Contains("refuses AUTH: WRONGPASS", image.Text(wrongPassword + 4), StringComparison.Ordinal);
        Assert.Equal("NOAUTH Authentication required.", image.Text(unauthorized + 8));
        Assert.Equal((1, 2), (image.U8(wrongType), image.U8(wrongType + 4)));
        Assert.Equal((1, 2), (image.U8(noInteger), image.U8(noInteger + 8)));
        Assert.StartsWith("ERR unknown command", image.Text(unknown + 8), StringComparison.Ordinal);
        Assert.Contains("db=3 ", Show(image, image.Records(database + 4, 16).Single()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_denied_is_in_the_log_with_what_to_add_and_without_the_password()
    {
        await using var function = await LoadAsync([]);
        var script = new RedisScript(hasConnections: true);
        script.Open("redis://user:secret@cache.example");
        var result = await script.RunAsync(function);
        Assert.Equal(
            "redis: redis://cache.example:6379: add \"redis://cache.example:6379\" to allowed_outbound_hosts of script to allow it",
            Assert.Single(result.Log).Text);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_server_that_hangs_ends_the_call_at_its_deadline_and_the_next_one_is_answered(bool whileOpening)
    {
        await using var server = await RedisServer.StartAsync();
        await using var function = await LoadAsync(["redis://127.0.0.1:*"], deadline: TimeSpan.FromMilliseconds(500));
        var script = new RedisScript(hasConnections: true);
        var blocked = script.Run(
            script.Open(server.Address + (whileOpening ? "/1" : "")),
            "execute",
            [.. script.Text("BLPOP"), .. script.Parameters("nothing"u8.ToArray(), 0L)]);
        if (whileOpening)
            server.Pause();
        var watch = Stopwatch.StartNew();
        var result = await script.RunAsync(function);
        server.Resume();
        Assert.Equal(FunctionFailure.Deadline, result.Failure);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0.4, 10);

        var next = new RedisScript(hasConnections: true);
        var got = next.Run(next.Open(server.Address), "get", next.Text("k"));
        Assert.Equal(0, (await next.ReadAsync(function)).U8(got));
    }

    [Fact]
    public async Task Nothing_of_a_connection_is_left_for_the_next_call()
    {
        await using var server = await RedisServer.StartAsync();
        await using var function = await LoadAsync(["redis://127.0.0.1:*"]);
        var script = new RedisScript(hasConnections: true);
        var connection = script.Open(server.Address);
        script.Run(connection, "execute", [.. script.Text("SELECT"), .. script.Parameters(5L)]);
        script.Run(connection, "set", [.. script.Text("k"), .. script.Bytes("five"u8)]);
        script.Run(connection, "execute", [.. script.Text("MULTI"), .. script.Parameters()]);
        await script.ReadAsync(function);

        var next = new RedisScript(hasConnections: true);
        var got = next.Run(next.Open(server.Address), "get", next.Text("k"));
        var image = await next.ReadAsync(function);
        Assert.Equal((0, 0), (image.U8(got), image.U8(got + 4)));
    }

    [Fact]
    public async Task A_connection_is_used_again_unless_any_command_was_executed_and_a_restarted_server_is_found()
    {
        await using var server = await RedisServer.StartAsync();
        await using var function = await LoadAsync(["redis://127.0.0.1:*"]);
        for (var i = 0; i < 5; i++)
        {
            var script = new RedisScript(hasConnections: true);
            script.Run(script.Open(server.Address), "get", script.Text("k"));
            await script.ReadAsync(function);
        }

        Assert.Equal(2, await CountAsync());
        // The server closes all but the one that asks.
        var kill = new RedisScript(hasConnections: true);
        kill.Run(kill.Open(server.Address + "/2"), "execute", [.. kill.Text("CLIENT"), .. kill.Parameters(
            "KILL"u8.ToArray(), "TYPE"u8.ToArray(), "normal"u8.ToArray(), "SKIPME"u8.ToArray(), "yes"u8.ToArray())]);
        await kill.ReadAsync(function);
        var after = new RedisScript(hasConnections: true);
        var got = after.Run(after.Open(server.Address), "get", after.Text("k"));
        Assert.Equal(0, (await after.ReadAsync(function)).U8(got));

        // Connections that the server has accepted so far, and this one.
        async Task<int> CountAsync()
        {
            var script = new RedisScript(hasConnections: true);
            var info = script.Run(
                script.Open(server.Address + "/1"), "execute", [.. script.Text("INFO"), .. script.Parameters("stats"u8.ToArray())]);
            var image = await script.ReadAsync(function);
            var line = Show(image, image.Records(info + 4, 16).Single()).Split("\r\n")
                .Single(one => one.StartsWith("total_connections_received:", StringComparison.Ordinal));
            return int.Parse(line.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture);
        }
    }

    [Fact]
    public async Task Connections_beyond_the_limit_are_refused_and_a_closed_one_makes_room()
    {
        await using var server = await RedisServer.StartAsync();
        await using var function = await LoadAsync(["redis://127.0.0.1:*"]);
        var script = new RedisScript(hasConnections: true);
        var opened = Enumerable.Range(0, 16).Select(_ => script.Open(server.Address)).ToList();
        var refused = script.Open(server.Address);
        script.Close(opened[3]);
        var again = script.Open(server.Address);
        var image = await script.ReadAsync(function);
        Assert.All([.. opened, again], place => Assert.Equal(0, image.U8(place - 4)));
        Assert.Equal((1, 1), (image.U8(refused - 4), image.U8(refused)));
    }

    [Fact]
    public async Task A_reply_or_a_command_over_its_limit_is_an_error()
    {
        await using var server = await RedisServer.StartAsync();
        await using var function = await LoadAsync(["redis://127.0.0.1:*"]);
        var script = new RedisScript(hasConnections: true);
        var connection = script.Open(server.Address);
        var tooMuch = script.Run(connection, "execute", [.. script.Text("EVAL"), .. script.Parameters(
            "return string.rep('a', 17000000)"u8.ToArray(), 0L)]);
        var ended = script.Run(connection, "get", script.Text("k"));
        var other = script.Open(server.Address);
        var large = script.Bytes(new byte[30_000]);
        var tooLarge = script.Run(other, "execute", [.. script.Text("ECHO"), .. script.Repeat(large, 1_500)]);
        var image = await script.ReadAsync(function);
        Assert.Equal("the reply has more than 16777216 bytes", image.Text(tooMuch + 8));
        Assert.Contains("ended", image.Text(ended + 8), StringComparison.Ordinal);
        Assert.Equal("the command has more than 33554432 bytes", image.Text(tooLarge + 8));
    }

    [Fact]
    public async Task A_handle_that_is_not_open_ends_the_call()
    {
        await using var function = await LoadAsync([]);
        var script = new RedisScript(hasConnections: true);
        script.Run(script.Area(8), "get", script.Text("k"));
        Assert.Equal(
            "trap: the function called fermyon:spin/redis@2.0.0 [method]connection.get incorrectly: "
                + "there is no resource connection with the handle 0",
            (await script.RunAsync(function)).Reason);
    }

    private static ValueTask<IFunction> LoadAsync(string[] hosts, string? module = null, TimeSpan? deadline = null)
        => TestHost.Instance.LoadAsync(
            ScriptGuest.Convert(RedisScript.Imports(module)),
            new FunctionConfig
            {
                Name = "script",
                AllowedOutboundHosts = hosts,
                Limits = new FunctionLimits { Deadline = deadline ?? TimeSpan.FromSeconds(60) },
            },
            TestContext.Current.CancellationToken);

    private static string Show(GuestImage image, int value) => image.U8(value) switch
    {
        0 => "0:",
        2 => $"2:{image.I64(value + 8)}",
        var kind => $"{kind}:{Encoding.UTF8.GetString(image.List(value + 8))}",
    };
}

namespace Wasmill.Functions.Capabilities.Redis;

// Tested by: RedisFunctionsTests
/// <summary>The commands that the interface has functions for.</summary>
internal static class RedisCommands
{
    /// <summary>All functions with a connection.</summary>
    public static IReadOnlyList<RedisCommand> All { get; } =
    [
        new("publish", "iiii", RedisResultKind.Nothing, static (parts, arguments) =>
            parts.Word("PUBLISH").Text("the channel", arguments[0], arguments[1]).Bytes("the payload", arguments[2], arguments[3])),
        new("get", "ii", RedisResultKind.Payload, static (parts, arguments) =>
            parts.Word("GET").Text("the key", arguments[0], arguments[1])),
        new("set", "iiii", RedisResultKind.Nothing, static (parts, arguments) =>
            parts.Word("SET").Text("the key", arguments[0], arguments[1]).Bytes("the value", arguments[2], arguments[3])),
        new("incr", "ii", RedisResultKind.Integer, static (parts, arguments) =>
            parts.Word("INCR").Text("the key", arguments[0], arguments[1])),
        new("del", "ii", RedisResultKind.Count, static (parts, arguments) =>
            parts.Word("DEL").Texts("the list of keys", arguments[0], arguments[1])),
        new("sadd", "iiii", RedisResultKind.Count, static (parts, arguments) =>
            parts.Word("SADD").Text("the key", arguments[0], arguments[1]).Texts("the list of values", arguments[2], arguments[3])),
        new("smembers", "ii", RedisResultKind.Texts, static (parts, arguments) =>
            parts.Word("SMEMBERS").Text("the key", arguments[0], arguments[1])),
        new("srem", "iiii", RedisResultKind.Count, static (parts, arguments) =>
            parts.Word("SREM").Text("the key", arguments[0], arguments[1]).Texts("the list of values", arguments[2], arguments[3])),
        new("execute", "iiii", RedisResultKind.Values, static (parts, arguments) =>
            parts.Text("the command", arguments[0], arguments[1]).Parameters("the list of arguments", arguments[2], arguments[3])),
    ];
}

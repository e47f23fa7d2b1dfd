using Wasmill.Functions.Calls;
using Wasmill.Functions.Capabilities.Redis.Protocol;

namespace Wasmill.Functions.Capabilities.Redis;

// Tested by: RedisFunctionsTests
/// <summary>
/// Redis: <c>fermyon:spin/redis@2.0.0</c>, whose functions take a connection, and <c>outbound-redis</c> of earlier modules, whose functions
/// take an address. Waiting for a server ends at the call's deadline.
/// </summary>
internal static class RedisFunctions
{
    private const string Core = "outbound-redis";
    private const string Version2 = "fermyon:spin/redis@2.0.0";

    // The error of the earlier interface, which has no other.
    private const byte CoreError = 1;

    /// <summary>All functions of the interfaces.</summary>
    public static IReadOnlyList<HostFunction> Functions { get; } =
    [
        CanonicalFunction.Of(Version2, "[static]connection.open", "iii", "", Open),
        .. RedisCommands.All.Select(command => CanonicalFunction.Of(
            Version2, $"[method]connection.{command.Name}", $"i{command.Parameters}i", "",
            (call, arguments) => Run(call, arguments, command))),
        CanonicalFunction.Drop<RedisResource>(Version2),
        .. RedisCommands.All.Select(command => CanonicalFunction.Of(
            Core, command.Name, $"ii{command.Parameters}i", "", (call, arguments) => RunCore(call, arguments, command))),
    ];

    // Result: ok 0, the handle at 4; or error 1, its number at 4, its text at 8.
    private static long Open(CanonicalCall call, ReadOnlySpan<long> arguments)
    {
        var area = call.Area(arguments[2], 16);
        var address = call.Text("the address", arguments[0], arguments[1]);
        try
        {
            var opened = RedisCapability.OpenedBy(call.Guest);
            area.Write32(4, call.Give(new RedisResource(opened.Open(address), opened)));
            area.Write8(0, 0);
        }
        catch (RedisException error)
        {
            Fail(area, 4, error);
        }

        return 0;
    }

    // The number of an integer is at 8, everything else at 4.
    private static long Run(CanonicalCall call, ReadOnlySpan<long> arguments, RedisCommand command)
    {
        var connection = call.Borrow<RedisResource>(arguments[0]).Connection;
        var isWide = command.Result == RedisResultKind.Integer;
        var area = call.Area(arguments[^1], isWide ? 24 : 16, isWide ? 8 : 4);
        var parts = Read(call, arguments[1..^1], command);
        try
        {
            var reply = Send(call, connection, parts, command);
            switch (command.Result)
            {
                case RedisResultKind.Payload:
                    if (reply.Kind == RedisReplyKind.Binary)
                        area.WriteList(8, reply.Bytes.Span);
                    area.Write8(4, reply.Kind == RedisReplyKind.Binary ? (byte)1 : (byte)0);
                    break;
                case RedisResultKind.Integer:
                    area.Write64(8, (ulong)reply.Integer);
                    break;
                case RedisResultKind.Count:
                    area.Write32(4, (uint)reply.Integer);
                    break;
                default:
                    WriteList(area, command, reply);
                    break;
            }

            area.Write8(0, 0);
        }
        catch (RedisException error)
        {
            Fail(area, isWide ? 8u : 4u, error);
        }

        return 0;
    }

    // Numbers are at 8, everything else at 4, and an error without anything else at 1.
    private static long RunCore(CanonicalCall call, ReadOnlySpan<long> arguments, RedisCommand command)
    {
        var (size, alignment, errorAt) = command.Result switch
        {
            RedisResultKind.Nothing => (2, 1, 1u),
            RedisResultKind.Integer or RedisResultKind.Count => (16, 8, 8u),
            _ => (12, 4, 4u),
        };
        var area = call.Area(arguments[^1], size, alignment);
        var address = call.Text("the address", arguments[0], arguments[1]);
        var parts = Read(call, arguments[2..^1], command);
        try
        {
            var reply = Send(call, RedisCapability.OpenedBy(call.Guest).OpenOnce(address), parts, command);
            if (command.Result is RedisResultKind.Integer or RedisResultKind.Count)
                area.Write64(8, (ulong)reply.Integer);
            else if (command.Result is RedisResultKind.Payload)
                // A key without a value is an empty one in this interface.
                area.WriteList(4, reply.Bytes.Span);
            else
                WriteList(area, command, reply);
            area.Write8(0, 0);
        }
        catch (RedisException error)
        {
            CapabilityLog.Write(call.Guest, $"redis: {error.Message}");
            area.Write8(errorAt, CoreError);
            area.Write8(0, 1);
        }

        return 0;
    }

    private static void WriteList(ReturnArea area, RedisCommand command, RedisReply reply)
    {
        if (command.Result == RedisResultKind.Texts)
            RedisResults.WriteTexts(area, 4, reply);
        else if (command.Result == RedisResultKind.Values)
            RedisResults.WriteValues(area, 4, reply);
    }

    private static IReadOnlyList<ReadOnlyMemory<byte>>? Read(CanonicalCall call, ReadOnlySpan<long> arguments, RedisCommand command)
    {
        var parts = new RedisCommandParts(call);
        command.Read(parts, arguments);
        return parts.All;
    }

    private static RedisReply Send(
        CanonicalCall call, RedisConnection connection, IReadOnlyList<ReadOnlyMemory<byte>>? parts, RedisCommand command)
    {
        connection.IsTainted |= command.Taints;
        var reply = RedisCapability.OpenedBy(call.Guest).Send(connection, parts ?? throw RedisCommandParts.TooLarge);
        RedisResults.Check(reply, command.Result);
        return reply;
    }

    private static void Fail(ReturnArea area, uint offset, RedisException error)
    {
        if (error.Error == RedisError.Other)
            area.WriteText(offset + 4, error.Message);
        area.Write8(offset, (byte)error.Error);
        area.Write8(0, 1);
    }
}

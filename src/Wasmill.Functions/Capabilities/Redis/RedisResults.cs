using System.Text.Unicode;
using Wasmill.Functions.Capabilities.Redis.Protocol;

namespace Wasmill.Functions.Capabilities.Redis;

// Tested by: RedisFunctionsTests
/// <summary>Turns replies into what a function returns.</summary>
internal static class RedisResults
{
    // The number of a type in the ABI.
    private const byte Nil = 0;
    private const byte Status = 1;
    private const byte Integer = 2;
    private const byte Binary = 3;
    private const int ValueSize = 16;

    /// <summary>Checks that a reply is what a function returns.</summary>
    /// <exception cref="RedisException">It is an error, or of another type.</exception>
    public static void Check(RedisReply reply, RedisResultKind kind)
    {
        if (FindError(reply) is { } error)
            throw new RedisException(error) { Error = IsTypeError(error) ? RedisError.TypeError : RedisError.Other };
        var fits = kind switch
        {
            RedisResultKind.Payload => reply.Kind is RedisReplyKind.Binary or RedisReplyKind.Nil,
            RedisResultKind.Integer or RedisResultKind.Count => reply.Kind is RedisReplyKind.Integer,
            RedisResultKind.Texts => reply.Kind is RedisReplyKind.List && reply.Items.All(IsText),
            _ => true,
        };
        if (!fits)
            throw new RedisException("the value has another type") { Error = RedisError.TypeError };
    }

    /// <summary>Writes a list of texts.</summary>
    public static void WriteTexts(ReturnArea area, uint offset, RedisReply reply)
    {
        var records = area.WriteRecords(offset, reply.Items.Count, recordSize: 8);
        for (var i = 0; i < reply.Items.Count; i++)
            records.WriteList((uint)i * 8, reply.Items[i].Bytes.Span);
    }

    /// <summary>Writes a list of values; lists in lists are written one after another, as in Spin.</summary>
    public static void WriteValues(ReturnArea area, uint offset, RedisReply reply)
    {
        var values = new List<RedisReply>();
        Flatten(reply, values);
        var records = area.WriteRecords(offset, values.Count, ValueSize, alignment: 8);
        for (var i = 0; i < values.Count; i++)
            Write(records, (uint)(i * ValueSize), values[i]);
    }

    private static void Write(ReturnArea records, uint offset, RedisReply value)
    {
        switch (value.Kind)
        {
            case RedisReplyKind.Integer:
                records.Write64(offset + 8, (ulong)value.Integer);
                records.Write8(offset, Integer);
                break;
            case RedisReplyKind.Status:
                records.WriteText(offset + 8, value.Text);
                records.Write8(offset, Status);
                break;
            case RedisReplyKind.Binary:
                records.WriteList(offset + 8, value.Bytes.Span);
                records.Write8(offset, Binary);
                break;
            default:
                records.Write8(offset, Nil);
                break;
        }
    }

    private static void Flatten(RedisReply reply, List<RedisReply> values)
    {
        if (reply.Kind != RedisReplyKind.List)
            values.Add(reply);
        foreach (var item in reply.Items)
            Flatten(item, values);
    }

    private static string? FindError(RedisReply reply)
        => reply.Kind == RedisReplyKind.Error ? reply.Text : reply.Items.Select(FindError).FirstOrDefault(error => error is not null);

    private static bool IsTypeError(string error)
        => error.StartsWith("WRONGTYPE ", StringComparison.Ordinal) || error.Contains("not an integer", StringComparison.Ordinal);

    private static bool IsText(RedisReply item) => item.Kind is RedisReplyKind.Binary && Utf8.IsValid(item.Bytes.Span);
}

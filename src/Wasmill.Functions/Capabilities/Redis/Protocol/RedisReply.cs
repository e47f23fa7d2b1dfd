using System.Text;

namespace Wasmill.Functions.Capabilities.Redis.Protocol;

/// <summary>A reply of a Redis server.</summary>
/// <param name="Kind">The type.</param>
internal sealed record RedisReply(RedisReplyKind Kind)
{
    /// <summary>The integer; 0 for another type.</summary>
    public long Integer { get; init; }

    /// <summary>The bytes of a binary, status or error; empty for another type.</summary>
    public ReadOnlyMemory<byte> Bytes { get; init; }

    /// <summary>The replies of a list; empty for another type.</summary>
    public IReadOnlyList<RedisReply> Items { get; init; } = [];

    /// <summary>The bytes as text.</summary>
    public string Text => Encoding.UTF8.GetString(Bytes.Span);
}

using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Wasmill.Functions.Capabilities.Redis.Protocol;

namespace Wasmill.Functions.Capabilities.Redis;

// Tested by: RedisFunctionsTests
/// <summary>A command that is read from the memory of a guest.</summary>
/// <param name="call">The call of the function.</param>
internal sealed class RedisCommandParts(CanonicalCall call)
{
    /// <summary>The maximum size of a command in bytes: a guest could pass one block many times.</summary>
    public const int SizeLimit = 32 << 20;

    // What a part costs beside its bytes.
    private const int PartCost = 32;
    private const int ParameterSize = 16;

    private readonly List<ReadOnlyMemory<byte>> _parts = [];
    private long _size;

    /// <summary>The command and its arguments; null if it is too large.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>>? All => _size > SizeLimit ? null : _parts;

    /// <summary>The failure of a command that is too large.</summary>
    public static RedisException TooLarge => new(FormattableString.Invariant($"the command has more than {SizeLimit} bytes"));

    /// <summary>Adds the name of a command.</summary>
    public RedisCommandParts Word(string word)
    {
        _parts.Add(Encoding.UTF8.GetBytes(word));
        return this;
    }

    /// <summary>Adds a text.</summary>
    public RedisCommandParts Text(string what, long address, long length)
    {
        if (TryCount((uint)length))
            _parts.Add(Encoding.UTF8.GetBytes(call.Text(what, address, length)));
        else
            call.Bytes(what, address, length);
        return this;
    }

    /// <summary>Adds bytes.</summary>
    public RedisCommandParts Bytes(string what, long address, long length)
    {
        var bytes = call.Bytes(what, address, length);
        if (TryCount((uint)length))
            _parts.Add(bytes.ToArray());
        return this;
    }

    /// <summary>Adds each text of a list.</summary>
    public RedisCommandParts Texts(string what, long address, long count)
    {
        var records = call.Records(what, address, count, recordSize: 8);
        for (var at = 0; at < records.Length; at += 8)
            Text(what, Read32(records, at), Read32(records, at + 4));
        return this;
    }

    /// <summary>Adds each parameter of a list: an integer or bytes.</summary>
    public RedisCommandParts Parameters(string what, long address, long count)
    {
        var records = call.Records(what, address, count, ParameterSize, alignment: 8);
        for (var at = 0; at < records.Length; at += ParameterSize)
        {
            if (call.Flag(what, records[at]))
                Bytes(what, Read32(records, at + 8), Read32(records, at + 12));
            else if (TryCount(0))
                Word(BinaryPrimitives.ReadInt64LittleEndian(records[(at + 8)..]).ToString(CultureInfo.InvariantCulture));
        }

        return this;
    }

    private static uint Read32(ReadOnlySpan<byte> records, int at) => BinaryPrimitives.ReadUInt32LittleEndian(records[at..]);

    private bool TryCount(uint length)
    {
        _size += PartCost + length;
        return _size <= SizeLimit;
    }
}

using System.Buffers.Binary;
using System.Text;

namespace Wasmill.Broker.Log.Format;

/// <summary>
/// Reads the output of <see cref="ByteWriter"/>. Every method throws <see cref="LogFormatException"/> for invalid bytes.
/// </summary>
internal ref struct ByteReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>Indicates whether all bytes were read.</summary>
    public readonly bool AtEnd => _rest.IsEmpty;

    /// <summary>Reads one byte.</summary>
    public byte Byte() => Take(1)[0];

    /// <summary>Reads eight bytes.</summary>
    public long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));

    /// <summary>Reads a number of 0 or more.</summary>
    public long Number()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var one = Byte();
            value |= (ulong)(one & 0x7f) << shift;
            if (one < 0x80)
                return (long)value >= 0 ? (long)value : throw new LogFormatException("a number is out of range");
        }

        throw new LogFormatException("a number is too long");
    }

    /// <summary>Reads a number that fits into an int.</summary>
    public int Int() => Number() is var value and <= int.MaxValue ? (int)value : throw new LogFormatException("a number is out of range");

    /// <summary>Reads a length and bytes, without a copy.</summary>
    public ReadOnlySpan<byte> Bytes() => Take(Int());

    /// <summary>Reads a length and UTF-8.</summary>
    public string Text() => Encoding.UTF8.GetString(Take(Int()));

    /// <summary>Reads UTF-8 or null.</summary>
    public string? OptionalText()
    {
        var length = Int();
        return length == 0 ? null : Encoding.UTF8.GetString(Take(length - 1));
    }

    /// <summary>Skips UTF-8 or null.</summary>
    public void SkipOptionalText()
    {
        var length = Int();
        if (length > 0)
            Take(length - 1);
    }

    /// <summary>Reads a time.</summary>
    public DateTimeOffset Moment()
    {
        var ticks = Int64();
        return ticks >= DateTime.MinValue.Ticks && ticks <= DateTime.MaxValue.Ticks
            ? new DateTimeOffset(ticks, TimeSpan.Zero)
            : throw new LogFormatException("a time is out of range");
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > _rest.Length)
            throw new LogFormatException("a record ends before its content does");
        var taken = _rest[..count];
        _rest = _rest[count..];
        return taken;
    }
}

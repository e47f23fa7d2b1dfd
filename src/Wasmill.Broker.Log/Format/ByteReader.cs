using System.Buffers.Binary;
using System.Text;

namespace Wasmill.Broker.Log.Format;

/// <summary>
/// Reads what <see cref="ByteWriter"/> wrote. Every method throws <see cref="LogFormatException"/> when the bytes are not that.
/// </summary>
internal ref struct ByteReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    /// <summary>Indicates whether all bytes were read.</summary>
    public readonly bool AtEnd => _rest.IsEmpty;

    /// <summary>One byte.</summary>
    public byte Byte() => Take(1)[0];

    /// <summary>Eight bytes.</summary>
    public long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));

    /// <summary>A number of 0 or more.</summary>
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

    /// <summary>A number that an int holds.</summary>
    public int Int() => Number() is var value and <= int.MaxValue ? (int)value : throw new LogFormatException("a number is out of range");

    /// <summary>A length and bytes, where they lie.</summary>
    public ReadOnlySpan<byte> Bytes() => Take(Int());

    /// <summary>A length and UTF-8.</summary>
    public string Text() => Encoding.UTF8.GetString(Take(Int()));

    /// <summary>UTF-8, or null.</summary>
    public string? OptionalText()
    {
        var length = Int();
        return length == 0 ? null : Encoding.UTF8.GetString(Take(length - 1));
    }

    /// <summary>Reads over UTF-8 or null.</summary>
    public void SkipOptionalText()
    {
        var length = Int();
        if (length > 0)
            Take(length - 1);
    }

    /// <summary>A moment.</summary>
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

using System.Buffers.Binary;
using System.Text;

namespace Wasmill.Broker.Log.Format;

/// <summary>
/// A growing buffer for the log's records. Reused; numbers are little-endian, lengths are LEB128.
/// </summary>
internal sealed class ByteWriter(int capacity)
{
    private byte[] _bytes = new byte[capacity];

    /// <summary>Number of bytes written.</summary>
    public int Length { get; private set; }

    /// <summary>The bytes written so far.</summary>
    public Span<byte> Written => _bytes.AsSpan(0, Length);

    /// <summary>Truncates the buffer to a length; releases a buffer that one huge record has enlarged.</summary>
    public void Reset(int length = 0)
    {
        const int Kept = 4 << 20;
        Length = length;
        if (length == 0 && _bytes.Length > Kept)
            _bytes = new byte[capacity];
    }

    /// <summary>Reserves room for bytes that are filled in later.</summary>
    public void Skip(int count)
    {
        Take(count).Clear();
    }

    /// <summary>Writes one byte.</summary>
    public void Byte(byte value) => Take(1)[0] = value;

    /// <summary>Writes eight bytes.</summary>
    public void Int64(long value) => BinaryPrimitives.WriteInt64LittleEndian(Take(sizeof(long)), value);

    /// <summary>Writes a number of 0 or more, small ones in few bytes.</summary>
    public void Number(long value)
    {
        var rest = (ulong)value;
        while (rest >= 0x80)
        {
            Byte((byte)(rest | 0x80));
            rest >>= 7;
        }

        Byte((byte)rest);
    }

    /// <summary>Writes a length and bytes.</summary>
    public void Bytes(ReadOnlySpan<byte> bytes)
    {
        Number(bytes.Length);
        bytes.CopyTo(Take(bytes.Length));
    }

    /// <summary>Writes a length and UTF-8.</summary>
    public void Text(string text)
    {
        var count = Encoding.UTF8.GetByteCount(text);
        Number(count);
        Encoding.UTF8.GetBytes(text, Take(count));
    }

    /// <summary>Writes 0 for null, otherwise a length plus one and UTF-8.</summary>
    public void OptionalText(string? text)
    {
        if (text is null)
        {
            Byte(0);
            return;
        }

        var count = Encoding.UTF8.GetByteCount(text);
        Number(count + 1L);
        Encoding.UTF8.GetBytes(text, Take(count));
    }

    /// <summary>Writes a time, to 100 ns, in UTC.</summary>
    public void Moment(DateTimeOffset moment) => Int64(moment.UtcTicks);

    private Span<byte> Take(int count)
    {
        if (Length + count > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + count));
        var span = _bytes.AsSpan(Length, count);
        Length += count;
        return span;
    }
}

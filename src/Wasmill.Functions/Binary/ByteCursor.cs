using System.Text;

namespace Wasmill.Functions.Binary;

// Tested by: BinaryModuleTests, MutationTests
/// <summary>Reads the primitives of the binary format (core specification 5.2). Every read is bounds-checked.</summary>
internal ref struct ByteCursor(ReadOnlySpan<byte> bytes)
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>The number of bytes read so far.</summary>
    public int Position { get; private set; }

    /// <summary>Indicates whether all bytes were read.</summary>
    public readonly bool AtEnd => Position == _bytes.Length;

    /// <summary>Reads one byte.</summary>
    public byte ReadByte()
    {
        if (AtEnd)
            throw new MalformedModuleException("the module ends in the middle of a section");
        return _bytes[Position++];
    }

    /// <summary>Reads an unsigned LEB128 number of at most 32 bits.</summary>
    public uint ReadUnsigned()
    {
        uint value = 0;
        for (var shift = 0; shift < 35; shift += 7)
        {
            var part = ReadByte();
            value |= (uint)(part & 0x7F) << shift;
            if (part < 0x80)
                return value;
        }

        throw new MalformedModuleException("a number in the module is longer than 32 bits");
    }

    /// <summary>Reads a length or count, which must not be greater than the number of remaining bytes.</summary>
    public int ReadCount()
    {
        var count = ReadUnsigned();
        if (count > (uint)(_bytes.Length - Position))
            throw new MalformedModuleException("a length in the module reaches past its end");
        return (int)count;
    }

    /// <summary>Reads this many bytes.</summary>
    public ReadOnlySpan<byte> ReadBytes(int count)
    {
        if (count > _bytes.Length - Position)
            throw new MalformedModuleException("the module ends in the middle of a section");
        var slice = _bytes.Slice(Position, count);
        Position += count;
        return slice;
    }

    /// <summary>Reads a name: a length and UTF-8 text.</summary>
    public string ReadName()
    {
        try
        {
            return StrictUtf8.GetString(ReadBytes(ReadCount()));
        }
        catch (DecoderFallbackException)
        {
            throw new MalformedModuleException("a name in the module is not UTF-8");
        }
    }

    /// <summary>Skips a LEB128 number of any width.</summary>
    public void SkipNumber()
    {
        while (ReadByte() >= 0x80)
        {
        }
    }

    /// <summary>Skips the limits of a table or memory; returns their flags and minimum.</summary>
    public (byte Flags, uint Minimum) ReadLimits()
    {
        var flags = ReadByte();
        var minimum = ReadUnsigned();
        if ((flags & 1) != 0)
            SkipNumber();
        return (flags, minimum);
    }

    /// <summary>Skips a constant expression (core specification 3.3.10, without the instructions of the GC proposal).</summary>
    /// <returns>The offset if the expression is a single <c>i32.const</c>; otherwise null.</returns>
    public int? ReadConstantExpression()
    {
        int? constant = null;
        var instructions = 0;
        while (true)
        {
            var opcode = ReadByte();
            switch (opcode)
            {
                case 0x0B:
                    return instructions == 1 ? constant : null;
                case 0x41:
                    constant = ReadSigned();
                    break;
                case 0x42 or 0x23 or 0xD2 or 0xD0:
                    SkipNumber();
                    break;
                case 0x43:
                    ReadBytes(4);
                    break;
                case 0x44:
                    ReadBytes(8);
                    break;
                // The only vector instruction that may stand here: v128.const.
                case 0xFD when ReadUnsigned() == 12:
                    ReadBytes(16);
                    break;
                case 0x6A or 0x6B or 0x6C or 0x7C or 0x7D or 0x7E:
                    break;
                default:
                    throw new MalformedModuleException($"the instruction 0x{opcode:x2} in a constant expression is unknown");
            }

            instructions++;
        }
    }

    private int ReadSigned()
    {
        var value = 0;
        for (var shift = 0; shift < 35; shift += 7)
        {
            var part = ReadByte();
            value |= (part & 0x7F) << shift;
            if (part < 0x80)
                return shift < 28 && (part & 0x40) != 0 ? value | (-1 << (shift + 7)) : value;
        }

        throw new MalformedModuleException("a number in the module is longer than 32 bits");
    }
}

namespace Wasmill.Functions.Binary.Code;

// Tested by: CodeSummaryTests
/// <summary>
/// Reads the instructions of a function body one after the other, with their immediates (core specification 5.4, with SIMD, exceptions,
/// tail calls, typed function references and wide arithmetic). Every read is bounds-checked.
/// </summary>
/// <param name="expression">The instructions of the body, after its locals.</param>
internal ref struct InstructionReader(ReadOnlySpan<byte> expression)
{
    private const byte TypedReference = 0x63;
    private const byte TypedNullableReference = 0x64;
    private const uint HasMemoryIndex = 0x40;

    private ByteCursor _cursor = new(expression);

    /// <summary>Reads the next instruction.</summary>
    /// <param name="opcode">Its number, as in <see cref="Opcode"/>.</param>
    /// <returns>False at the end of the body, and at an instruction that is unknown: then <see cref="Unknown"/> is set.</returns>
    public bool TryNext(out Opcode opcode)
    {
        opcode = default;
        if (_cursor.AtEnd)
            return false;
        var first = _cursor.ReadByte();
        opcode = (Opcode)first;
        switch (first)
        {
            // The most frequent ones first: those without immediates, then those with one index.
            case 0x00 or 0x01 or 0x05 or 0x0A or 0x0B or 0x0F or 0x19 or 0x1A or 0x1B or (>= 0x45 and <= 0xC4) or 0xD1 or 0xD3 or 0xD4:
                return true;
            case (>= 0x07 and <= 0x09) or 0x0C or 0x0D or 0x10 or 0x12 or 0x14 or 0x15 or 0x18 or (>= 0x20 and <= 0x26) or 0x3F or 0x40
                or 0x41 or 0x42 or 0xD0 or 0xD2 or 0xD5 or 0xD6:
                _cursor.SkipNumber();
                return true;
            case >= 0x28 and <= 0x3E:
                SkipMemoryArgument();
                return true;
            case 0x02 or 0x03 or 0x04 or 0x06:
                SkipType();
                return true;
            case 0x11 or 0x13:
                _cursor.SkipNumber();
                _cursor.SkipNumber();
                return true;
            case 0x0E:
                for (var labels = _cursor.ReadCount(); labels >= 0; labels--)
                    _cursor.SkipNumber();
                return true;
            case 0x1C:
                for (var types = _cursor.ReadCount(); types > 0; types--)
                    SkipType();
                return true;
            case 0x1F:
                SkipType();
                SkipCatches();
                return true;
            case 0x43:
                _cursor.ReadBytes(4);
                return true;
            case 0x44:
                _cursor.ReadBytes(8);
                return true;
            case 0xFC:
                return TryBulk(ref opcode);
            case 0xFD:
                return TryVector(ref opcode);
            default:
                Unknown = true;
                return false;
        }
    }

    /// <summary>The number of bytes read so far.</summary>
    public readonly int Position => _cursor.Position;

    /// <summary>Indicates whether the reader stopped at an instruction that it does not know.</summary>
    public bool Unknown { get; private set; }

    private bool TryBulk(ref Opcode opcode)
    {
        var number = _cursor.ReadUnsigned();
        opcode = (Opcode)(0xFC << 16 | (int)number);
        var immediates = number switch
        {
            <= 7 or (>= 19 and <= 22) => 0,
            9 or 11 or 13 or (>= 15 and <= 17) => 1,
            8 or 10 or 12 or 14 => 2,
            _ => -1,
        };
        for (var i = 0; i < immediates; i++)
            _cursor.SkipNumber();
        Unknown = immediates < 0;
        return !Unknown;
    }

    private bool TryVector(ref Opcode opcode)
    {
        var number = _cursor.ReadUnsigned();
        opcode = (Opcode)(0xFD << 16 | (int)number);
        switch (number)
        {
            case <= 11 or 92 or 93:
                SkipMemoryArgument();
                break;
            case 12 or 13:
                _cursor.ReadBytes(16);
                break;
            case >= 21 and <= 34:
                _cursor.ReadByte();
                break;
            case >= 84 and <= 91:
                SkipMemoryArgument();
                _cursor.ReadByte();
                break;
            // The last instruction of relaxed SIMD.
            case > 0x113:
                Unknown = true;
                return false;
        }

        return true;
    }

    private void SkipMemoryArgument()
    {
        if ((_cursor.ReadUnsigned() & HasMemoryIndex) != 0)
            _cursor.SkipNumber();
        _cursor.SkipNumber();
    }

    // A value type, the empty type of a block, or a type's number: all are one LEB128 number, but a typed reference is followed by another.
    private void SkipType()
    {
        if (_cursor.ReadByte() is not (TypedReference or TypedNullableReference) and var first)
        {
            if (first >= 0x80)
                _cursor.SkipNumber();
            return;
        }

        _cursor.SkipNumber();
    }

    // Kinds 0 and 1 have a tag and a label, 2 and 3 only a label.
    private void SkipCatches()
    {
        for (var catches = _cursor.ReadCount(); catches > 0; catches--)
        {
            if (_cursor.ReadByte() < 2)
                _cursor.SkipNumber();
            _cursor.SkipNumber();
        }
    }
}

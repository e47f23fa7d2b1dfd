namespace Wasmill.Web.Connections;

// Tested by: FramingTests
/// <summary>
/// Checks the framing of a chunked body (RFC 9112, section 7.1) without consuming it. Kestrel accepts chunk extensions of any length.
/// </summary>
internal struct ChunkedFraming
{
    // 16 digits are 64 bits; a longer size is padded or would overflow.
    private const int MostDigits = 16;
    // The signature of a chunk is about 85 bytes long.
    private const int LongestExtension = 1 << 10;
    private const int LongestExtensions = 64 << 10;

    private ChunkedPart _part;
    private int _digits;
    private long _size;
    private int _extension;
    private int _extensions;

    /// <summary>Indicates whether the last chunk has arrived; later bytes are not checked.</summary>
    public readonly bool IsOver => _part == ChunkedPart.Over;

    /// <summary>Checks the next bytes.</summary>
    /// <returns>The problem, or null.</returns>
    public string? Check(ReadOnlySpan<byte> bytes)
    {
        for (var i = 0; i < bytes.Length && _part != ChunkedPart.Over; i++)
        {
            if (_part == ChunkedPart.Data)
            {
                var skipped = (int)Math.Min(_size, bytes.Length - i);
                _size -= skipped;
                i += skipped - 1;
                if (_size == 0)
                    _part = ChunkedPart.DataReturn;
                continue;
            }

            if (Check(bytes[i]) is { } wrong)
                return wrong;
        }

        return null;
    }

    private static int HexDigit(byte digit) => digit <= (byte)'9' ? digit - '0' : (digit | 0x20) - 'a' + 10;

    private string? Check(byte next)
    {
        switch (_part)
        {
            case ChunkedPart.Size when char.IsAsciiHexDigit((char)next):
                _size = (_size << 4) + HexDigit(next);
                return ++_digits > MostDigits || _size > int.MaxValue ? "the size of a chunk is too large" : null;
            case ChunkedPart.Size when _digits > 0 && next is (byte)';' or (byte)' ' or (byte)'\t':
                _part = ChunkedPart.Extension;
                return null;
            case ChunkedPart.Size or ChunkedPart.Extension when next == '\r' && _digits > 0:
                _part = ChunkedPart.SizeFeed;
                return null;
            case ChunkedPart.Size:
                return "the size of a chunk is not a hexadecimal number";
            case ChunkedPart.Extension when next == '\n':
                return "the first line of a chunk ends with a bare line feed";
            case ChunkedPart.Extension:
                return ++_extension > LongestExtension || ++_extensions > LongestExtensions ? "the chunk extensions are too long" : null;
            case ChunkedPart.SizeFeed when next == '\n':
                _part = _size == 0 ? ChunkedPart.Over : ChunkedPart.Data;
                (_digits, _extension) = (0, 0);
                return null;
            case ChunkedPart.DataReturn when next == '\r':
                _part = ChunkedPart.DataFeed;
                return null;
            case ChunkedPart.DataFeed when next == '\n':
                _part = ChunkedPart.Size;
                return null;
            default:
                return "a chunk does not match its size";
        }
    }
}

using System.Text;

namespace Wasmill.Web.Messages;

// Tested by: HeaderBytesTests
/// <summary>
/// Values of request headers. HTTP has bytes there (RFC 9110, section 5.5), so the server decodes them as Latin-1, which keeps every byte; what they mean is decided by the reader.
/// </summary>
public static class HeaderBytes
{
    private const int LongestLength = 19;
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text of a value in UTF-8; null when its bytes are not UTF-8. ASCII is returned as it is.</summary>
    public static string? ToUtf8(string value)
    {
        if (Ascii.IsValid(value))
            return value;
        try
        {
            return StrictUtf8.GetString(Encoding.Latin1.GetBytes(value));
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    /// <summary>The text of a value: UTF-8, or Latin-1 when its bytes are not UTF-8.</summary>
    public static string ToText(string value) => ToUtf8(value) ?? value;

    /// <summary>Kestrel's decoder of a header.</summary>
    internal static Encoding EncodingOf(string name) => name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase) ? LengthDigits.Instance : Encoding.Latin1;

    /// <summary>The digits of a length. Kestrel parses it as a number that may have a sign or blanks; whatever is not a digit becomes a letter here, which it refuses.</summary>
    private sealed class LengthDigits : Encoding
    {
        public static readonly LengthDigits Instance = new();

        public override int GetChars(ReadOnlySpan<byte> bytes, Span<char> chars)
        {
            var digits = bytes.TrimStart((byte)'0');
            if (digits.IsEmpty && !bytes.IsEmpty)
                digits = "0"u8;
            if (digits.IsEmpty || digits.Length > LongestLength || digits.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
                digits = "x"u8;
            return Latin1.GetChars(digits, chars);
        }

        public override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex) => GetChars(bytes.AsSpan(byteIndex, byteCount), chars.AsSpan(charIndex));

        public override int GetCharCount(byte[] bytes, int index, int count) => count;

        public override int GetMaxCharCount(int byteCount) => byteCount;

        public override int GetByteCount(char[] chars, int index, int count) => count;

        public override int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex) => Latin1.GetBytes(chars, charIndex, charCount, bytes, byteIndex);

        public override int GetMaxByteCount(int charCount) => charCount;
    }
}

using System.Text;

namespace Wasmill.Web.Messages;

// Tested by: HeaderBytesTests
/// <summary>
/// Decodes values of request headers. In HTTP these are bytes (RFC 9110, section 5.5), so the server decodes them as Latin-1, which keeps
/// every byte, and the reader interprets them.
/// </summary>
public static class HeaderBytes
{
    private const int LongestLength = 19;
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Decodes a value as UTF-8; returns null if its bytes are not valid UTF-8. ASCII is returned unchanged.</summary>
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

    /// <summary>Decodes a value as UTF-8, or as Latin-1 if its bytes are not valid UTF-8.</summary>
    public static string ToText(string value) => ToUtf8(value) ?? value;

    /// <summary>Returns the encoding with which Kestrel decodes a header.</summary>
    internal static Encoding EncodingOf(string name)
        => name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase) ? LengthDigits.Instance : Encoding.Latin1;

    /// <summary>
    /// Decodes the digits of a length. Kestrel would accept a sign or blanks; any value with a non-digit is decoded as a letter, which
    /// Kestrel rejects.
    /// </summary>
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

        public override int GetChars(byte[] bytes, int byteIndex, int byteCount, char[] chars, int charIndex)
            => GetChars(bytes.AsSpan(byteIndex, byteCount), chars.AsSpan(charIndex));

        public override int GetCharCount(byte[] bytes, int index, int count) => count;

        public override int GetMaxCharCount(int byteCount) => byteCount;

        public override int GetByteCount(char[] chars, int index, int count) => count;

        public override int GetBytes(char[] chars, int charIndex, int charCount, byte[] bytes, int byteIndex)
            => Latin1.GetBytes(chars, charIndex, charCount, bytes, byteIndex);

        public override int GetMaxByteCount(int charCount) => charCount;
    }
}

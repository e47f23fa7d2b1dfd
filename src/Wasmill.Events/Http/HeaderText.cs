using System.Buffers;
using System.Text;

namespace Wasmill.Events.Http;

// Tested by: HttpBindingTests
/// <summary>Attribute values in HTTP headers (HTTP protocol binding 1.0.2, section 3.1.3.2).</summary>
internal static class HeaderText
{
    // Printable ASCII is not encoded, except for space, double quote and percent sign.
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        string.Concat(
            Enumerable.Range(0x21, 0x7E - 0x21 + 1).Select(code => (char)code).Where(character => character is not ('"' or '%'))));

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Encodes a value for a header.</summary>
    public static string Encode(string value)
    {
        var first = value.AsSpan().IndexOfAnyExcept(Plain);
        if (first < 0)
            return value;

        var text = new StringBuilder(value.Length + 16);
        Span<byte> bytes = stackalloc byte[4];
        foreach (var rune in value.EnumerateRunes())
        {
            if (rune.IsBmp && Plain.Contains((char)rune.Value))
            {
                text.Append((char)rune.Value);
                continue;
            }

            var length = rune.EncodeToUtf8(bytes);
            foreach (var part in bytes[..length])
                text.Append('%').Append(part.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
        }

        return text.ToString();
    }

    /// <summary>
    /// Decodes the value of a header: unquotes a quoted string (RFC 9110, section 5.6.4), then decodes percent-encoding once.
    /// </summary>
    /// <remarks>An incomplete quoted string or escape is left unchanged.</remarks>
    /// <returns>The value; null if the result is not valid UTF-8.</returns>
    public static string? Decode(string header)
    {
        var text = header is ['"', .., '"'] ? Unquote(header) : header;
        return text.Contains('%', StringComparison.Ordinal) ? DecodePercent(text) : text;
    }

    private static string Unquote(string header)
    {
        var inner = header.AsSpan(1..^1);
        if (!inner.ContainsAny('\\', '"'))
            return inner.ToString();

        var text = new StringBuilder(inner.Length);
        for (var i = 0; i < inner.Length; i++)
        {
            // Not a quoted string: an inner quote ends it too early, or a trailing backslash escapes its closing quote.
            if (inner[i] == '"' || (inner[i] == '\\' && ++i == inner.Length))
                return header;
            text.Append(inner[i]);
        }

        return text.ToString();
    }

    private static string? DecodePercent(string text)
    {
        // An escape is three characters for one byte; any other character has at most three bytes, a surrogate pair four.
        var bytes = ArrayPool<byte>.Shared.Rent(text.Length * 3);
        try
        {
            var length = 0;
            var rest = text.AsSpan();
            while (!rest.IsEmpty)
            {
                if (rest is ['%', var high, var low, ..] && char.IsAsciiHexDigit(high) && char.IsAsciiHexDigit(low))
                {
                    bytes[length++] = (byte)(HexDigit(high) << 4 | HexDigit(low));
                    rest = rest[3..];
                    continue;
                }

                var next = rest[1..].IndexOf('%');
                var plain = next < 0 ? rest : rest[..(next + 1)];
                length += StrictUtf8.GetBytes(plain, bytes.AsSpan(length));
                rest = rest[plain.Length..];
            }

            return StrictUtf8.GetString(bytes, 0, length);
        }
        catch (Exception error) when (error is DecoderFallbackException or EncoderFallbackException)
        {
            // Invalid UTF-8, or a lone surrogate.
            return null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private static int HexDigit(char digit) => digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10;
}

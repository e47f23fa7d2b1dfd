using System.Buffers;
using System.Text;

namespace Wasmill.Events.Http;

/// <summary>Attribute values in HTTP headers (HTTP protocol binding 1.0.2, section 3.1.3.2).</summary>
internal static class HeaderText
{
    // Printable ASCII stands as it is, but for the blank, the double quote and the percent sign.
    private static readonly SearchValues<char> Plain = SearchValues.Create(
        string.Concat(Enumerable.Range(0x21, 0x7E - 0x21 + 1).Select(code => (char)code).Where(character => character is not ('"' or '%'))));

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The header's form of a value.</summary>
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

    /// <summary>The value of a header: a quoted string is unquoted first, then percent-encoding is undone once.</summary>
    /// <returns>Null when the result is not UTF-8.</returns>
    public static string? Decode(string header)
    {
        var text = Unquote(header);
        return text.Contains('%', StringComparison.Ordinal) ? DecodePercent(text) : text;
    }

    private static string Unquote(string header)
    {
        if (header is not ['"', .. var inner, '"'])
            return header;
        if (!inner.Contains('\\', StringComparison.Ordinal))
            return inner;

        var text = new StringBuilder(inner.Length);
        for (var i = 0; i < inner.Length; i++)
        {
            if (inner[i] == '\\' && i + 1 < inner.Length)
                i++;
            text.Append(inner[i]);
        }

        return text.ToString();
    }

    private static string? DecodePercent(string text)
    {
        var bytes = new byte[StrictUtf8.GetMaxByteCount(text.Length)];
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '%' && i + 2 < text.Length && char.IsAsciiHexDigit(text[i + 1]) && char.IsAsciiHexDigit(text[i + 2]))
            {
                bytes[length++] = Convert.FromHexString(text.AsSpan(i + 1, 2))[0];
                i += 2;
                continue;
            }

            var characters = char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]) ? 2 : 1;
            length += Encoding.UTF8.GetBytes(text.AsSpan(i, characters), bytes.AsSpan(length));
            i += characters - 1;
        }

        try
        {
            return StrictUtf8.GetString(bytes, 0, length);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }
}

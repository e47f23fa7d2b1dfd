using System.Buffers;

namespace Wasmill.Events.Validation;

/// <summary>URIs by RFC 3986, as far as an event's consumer can rely on them: the characters, the percent encoding, the scheme. International ones (RFC 3987) are accepted.</summary>
internal static class UriRules
{
    // Never allowed in a URI, encoded or not: delimiters of other languages and the blank.
    private static readonly SearchValues<char> Forbidden = SearchValues.Create(" \"<>\\^`{|}");

    /// <summary>Whether a text is a non-empty URI reference.</summary>
    public static bool IsReference(string text) => text.Length > 0 && !text.AsSpan().ContainsAny(Forbidden) && HasValidEscapes(text) && HasValidScheme(text);

    /// <summary>Whether a text is an absolute URI, i.e. begins with a scheme.</summary>
    public static bool IsAbsolute(string text) => IsReference(text) && SchemeLength(text) > 0;

    private static bool HasValidEscapes(string text)
    {
        for (var i = text.IndexOf('%', StringComparison.Ordinal); i >= 0; i = text.IndexOf('%', i + 1))
        {
            if (i + 2 >= text.Length || !char.IsAsciiHexDigit(text[i + 1]) || !char.IsAsciiHexDigit(text[i + 2]))
                return false;
        }

        return true;
    }

    // RFC 3986, 4.2: a colon before the first slash must end a scheme.
    private static bool HasValidScheme(string text)
    {
        var end = text.AsSpan().IndexOfAny("/?#:");
        return end < 0 || text[end] != ':' || SchemeLength(text) > 0;
    }

    private static int SchemeLength(string text)
    {
        if (!char.IsAsciiLetter(text[0]))
            return 0;
        for (var i = 1; i < text.Length; i++)
        {
            if (text[i] == ':')
                return i;
            if (!char.IsAsciiLetterOrDigit(text[i]) && text[i] is not ('+' or '-' or '.'))
                return 0;
        }

        return 0;
    }
}

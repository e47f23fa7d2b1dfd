using System.Buffers;

namespace Wasmill.Events.Validation;

/// <summary>
/// The grammar of URI references (RFC 3986, appendix A). Non-ASCII characters are accepted where RFC 3987 allows them. Allocates nothing
/// for a valid text.
/// </summary>
internal static class UriRules
{
    private const string Unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    private const string Delimiters = "!$&'()*+,;=";

    // Include the percent sign: its digits are checked separately for the whole text.
    private static readonly SearchValues<char> Name = SearchValues.Create(Unreserved + Delimiters + "%");
    private static readonly SearchValues<char> UserInfo = SearchValues.Create(Unreserved + Delimiters + "%:");
    private static readonly SearchValues<char> PathCharacters = SearchValues.Create(Unreserved + Delimiters + "%:@/");
    private static readonly SearchValues<char> QueryCharacters = SearchValues.Create(Unreserved + Delimiters + "%:@/?");

    /// <summary>Finds the reason why a text is not a valid URI reference.</summary>
    /// <returns>Null if valid; otherwise the predicate of a sentence whose subject is the attribute.</returns>
    public static string? FindProblem(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
            return "is empty";
        if (!HasValidEscapes(text))
            return "is not a valid URI reference: a percent sign must be followed by two hexadecimal digits";

        // 1. scheme ":"
        if (!TakeScheme(ref text))
            return "is not a valid URI reference: the part before its first colon is not a scheme";
        // 2. "#" fragment, then "?" query, from the end
        if (!IsMadeOf(TakeFrom(ref text, '#'), QueryCharacters))
            return "is not a valid URI reference: its fragment contains a character that must be percent-encoded";
        if (!IsMadeOf(TakeFrom(ref text, '?'), QueryCharacters))
            return "is not a valid URI reference: its query contains a character that must be percent-encoded";
        // 3. "//" authority
        if (text.StartsWith("//"))
        {
            var authority = text[2..];
            var path = authority.IndexOf('/');
            text = path < 0 ? [] : authority[path..];
            if (FindAuthorityProblem(path < 0 ? authority : authority[..path]) is { } problem)
                return problem;
        }

        // 4. path
        return IsMadeOf(text, PathCharacters)
            ? null
            : "is not a valid URI reference: its path contains a character that must be percent-encoded";
    }

    /// <summary>Indicates whether a URI reference starts with a scheme.</summary>
    public static bool HasScheme(ReadOnlySpan<char> reference) => SchemeLength(reference) > 0;

    private static bool HasValidEscapes(ReadOnlySpan<char> text)
    {
        for (var i = text.IndexOf('%'); i >= 0; i = text.IndexOf('%'))
        {
            if (i + 2 >= text.Length || !char.IsAsciiHexDigit(text[i + 1]) || !char.IsAsciiHexDigit(text[i + 2]))
                return false;
            text = text[(i + 3)..];
        }

        return true;
    }

    // RFC 3986, 4.2: a colon before the first slash must end a scheme.
    private static bool TakeScheme(ref ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAny("/?#:");
        if (end < 0 || text[end] != ':')
            return true;
        if (end == 0 || SchemeLength(text) != end)
            return false;
        text = text[(end + 1)..];
        return true;
    }

    private static int SchemeLength(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || !char.IsAsciiLetter(text[0]))
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

    private static ReadOnlySpan<char> TakeFrom(ref ReadOnlySpan<char> text, char mark)
    {
        var start = text.IndexOf(mark);
        if (start < 0)
            return [];
        var taken = text[(start + 1)..];
        text = text[..start];
        return taken;
    }

    // authority = [ userinfo "@" ] host [ ":" port ]
    private static string? FindAuthorityProblem(ReadOnlySpan<char> authority)
    {
        var at = authority.IndexOf('@');
        if (at >= 0 && !IsMadeOf(authority[..at], UserInfo))
            return "is not a valid URI reference: the part before the @ contains a character that must be percent-encoded";
        var host = authority[(at + 1)..];
        var isLiteral = host is ['[', ..];
        var hostEnd = isLiteral ? host.IndexOf(']') + 1 : host.IndexOf(':') is >= 0 and var colon ? colon : host.Length;
        var port = host[hostEnd..];
        if (isLiteral ? hostEnd == 0 || !IpLiteral.IsValid(host[1..(hostEnd - 1)]) : !IsMadeOf(host[..hostEnd], Name))
            return isLiteral
                ? "is not a valid URI reference: the host starts with [ but is not an IPv6 address in brackets"
                : "is not a valid URI reference: its host has a character that is not valid in a host name";
        return port.IsEmpty || port[0] == ':' && !port[1..].ContainsAnyExceptInRange('0', '9')
            ? null
            : "is not a valid URI reference: its port is not a number";
    }

    private static bool IsMadeOf(ReadOnlySpan<char> text, SearchValues<char> characters)
    {
        for (var i = text.IndexOfAnyExcept(characters); i >= 0; i = text.IndexOfAnyExcept(characters))
        {
            if (char.IsAscii(text[i]))
                return false;
            text = text[(i + 1)..];
        }

        return true;
    }
}

using System.Buffers;
using System.Globalization;

namespace Wasmill.Events.Validation;

// Tested by: UriRulesTests
/// <summary>Validates IP addresses in the brackets of a URI: IPv6address and IPvFuture of RFC 3986, section 3.2.2.</summary>
/// <remarks>The .NET parser accepts more: a zone, a prefix length, and the brackets themselves.</remarks>
internal static class IpLiteral
{
    private const int Groups = 8;
    private const int GroupsOfIpv4 = 2;
    private const int LongestGroup = 4;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789ABCDEFabcdef");
    private static readonly SearchValues<char> FutureAddress = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:");

    /// <summary>Indicates whether a text, without its brackets, is a valid address.</summary>
    public static bool IsValid(ReadOnlySpan<char> text) => text is ['v' or 'V', ..] ? IsFuture(text[1..]) : IsIpv6(text);

    // "v" 1*HEXDIG "." 1*( unreserved / sub-delims / ":" )
    private static bool IsFuture(ReadOnlySpan<char> text)
    {
        var dot = text.IndexOf('.');
        return dot > 0
            && dot + 1 < text.Length
            && !text[..dot].ContainsAnyExcept(HexDigits)
            && !text[(dot + 1)..].ContainsAnyExcept(FutureAddress);
    }

    // Eight groups, or fewer around one "::"; the last two may be an IPv4 address.
    private static bool IsIpv6(ReadOnlySpan<char> text)
    {
        var gap = text.IndexOf("::");
        if (gap < 0)
            return CountGroups(text, mayEndInIpv4: true) == Groups;
        var left = gap == 0 ? 0 : CountGroups(text[..gap], mayEndInIpv4: false);
        var right = gap + 2 == text.Length ? 0 : CountGroups(text[(gap + 2)..], mayEndInIpv4: true);
        return left >= 0 && right >= 0 && left + right < Groups;
    }

    // -1 if a group is not valid.
    private static int CountGroups(ReadOnlySpan<char> text, bool mayEndInIpv4)
    {
        var count = 0;
        while (true)
        {
            var colon = text.IndexOf(':');
            var group = colon < 0 ? text : text[..colon];
            if (colon < 0 && mayEndInIpv4 && group.Contains('.'))
                return IsIpv4(group) ? count + GroupsOfIpv4 : -1;
            if (group.Length is 0 or > LongestGroup || group.ContainsAnyExcept(HexDigits))
                return -1;
            count++;
            if (colon < 0)
                return count;
            text = text[(colon + 1)..];
        }
    }

    private static bool IsIpv4(ReadOnlySpan<char> text)
    {
        var count = 0;
        foreach (var range in text.Split('.'))
        {
            var octet = text[range];
            if (octet.Length is 0 or > 3
                || octet is ['0', _, ..]
                || !byte.TryParse(octet, NumberStyles.None, CultureInfo.InvariantCulture, out _))
                return false;
            count++;
        }

        return count == 4;
    }
}

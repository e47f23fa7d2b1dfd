using System.Buffers;

namespace Wasmill.Functions.Calls;

/// <summary>The rules of HTTP for headers (RFC 9110, sections 5.1 and 5.5).</summary>
internal static class HeaderRules
{
    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>Indicates whether a text is a valid header name.</summary>
    public static bool IsName(string name) => name.Length > 0 && !name.AsSpan().ContainsAnyExcept(TokenCharacters);

    /// <summary>Indicates whether a text is a valid header value: no control characters except tab.</summary>
    public static bool IsValue(string value)
    {
        foreach (var character in value)
        {
            if (character is < ' ' and not '\t' or '\u007F')
                return false;
        }

        return true;
    }
}

using System.Buffers;

namespace Wasmill.Events.Validation;

// Tested by: RuleTests
/// <summary>Validates and classifies media types (RFC 2046; RFC 9110, section 8.3.1).</summary>
public static class MediaTypeRule
{
    private static readonly SearchValues<char> Token =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    private static readonly string[] TextSuffixes = ["+xml", "+yaml"];

    private static readonly string[] TextSubtypes =
    [
        "xml", "xml-dtd", "xml-external-parsed-entity", "yaml", "x-yaml", "x-www-form-urlencoded", "x-ndjson", "ndjson", "jsonl",
        "javascript", "x-javascript", "ecmascript", "graphql", "sql", "toml", "n-triples", "sparql-query", "x-sh",
    ];

    /// <summary>Indicates whether a text is <c>type/subtype</c> with optional parameters.</summary>
    public static bool IsValid(ReadOnlySpan<char> text)
    {
        var end = text.IndexOf(';');
        var essence = (end < 0 ? text : text[..end]).Trim(" \t");
        var slash = essence.IndexOf('/');
        return slash > 0 && IsToken(essence[..slash]) && IsToken(essence[(slash + 1)..]) && (end < 0 || AreParameters(text[(end + 1)..]));
    }

    /// <summary>Returns the media type without its parameters.</summary>
    public static ReadOnlySpan<char> Essence(ReadOnlySpan<char> text)
    {
        var end = text.IndexOf(';');
        return (end < 0 ? text : text[..end]).Trim(" \t");
    }

    /// <summary>Indicates whether a media type is JSON: <c>*/json</c> or <c>*/*+json</c>.</summary>
    public static bool IsJson(ReadOnlySpan<char> text)
    {
        var essence = Essence(text);
        return essence.EndsWith("/json", StringComparison.OrdinalIgnoreCase)
            || essence.EndsWith("+json", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>
    /// Indicates whether a media type is text other than JSON: <c>text/*</c>, XML, YAML, and text formats registered under
    /// <c>application/</c>.
    /// </summary>
    /// <remarks>
    /// The JSON format carries such a payload in <c>data</c>, as in the XML example of the specification (JSON event format 1.0.2, section
    /// 3.2).
    /// </remarks>
    public static bool IsText(ReadOnlySpan<char> text)
    {
        var essence = Essence(text);
        if (essence.StartsWith("text/", StringComparison.OrdinalIgnoreCase))
            return true;
        foreach (var suffix in TextSuffixes)
        {
            if (essence.EndsWith(suffix, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        const string Application = "application/";
        if (!essence.StartsWith(Application, StringComparison.OrdinalIgnoreCase))
            return false;
        foreach (var subtype in TextSubtypes)
        {
            if (essence[Application.Length..].Equals(subtype, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    /// <summary>Indicates whether text of a media type is UTF-8: its <c>charset</c> is UTF-8 or US-ASCII, or it has none.</summary>
    public static bool IsUtf8(ReadOnlySpan<char> text)
    {
        const string Charset = "charset=";
        var start = text.IndexOf(';');
        if (start < 0)
            return true;
        var parameters = text[start..];
        var at = parameters.IndexOf(Charset, StringComparison.OrdinalIgnoreCase);
        // A name that merely ends in "charset" is another parameter.
        if (at < 0 || parameters[at - 1] is not (';' or ' ' or '\t'))
            return true;
        var value = parameters[(at + Charset.Length)..];
        var end = value.IndexOf(';');
        value = (end < 0 ? value : value[..end]).Trim(" \t\"");
        return value.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || value.Equals("utf8", StringComparison.OrdinalIgnoreCase)
            || value.Equals("us-ascii", StringComparison.OrdinalIgnoreCase);
    }

    private static bool IsToken(ReadOnlySpan<char> text) => text.Length > 0 && !text.ContainsAnyExcept(Token);

    private static bool AreParameters(ReadOnlySpan<char> text)
    {
        while (true)
        {
            text = text.TrimStart(" \t");
            var equals = text.IndexOf('=');
            if (equals < 0)
                return text.IsEmpty;
            if (!IsToken(text[..equals]) || !TakeValue(text[(equals + 1)..], out var rest))
                return false;
            rest = rest.TrimStart(" \t");
            if (rest.IsEmpty)
                return true;
            if (rest[0] != ';')
                return false;
            text = rest[1..];
        }
    }

    private static bool TakeValue(ReadOnlySpan<char> text, out ReadOnlySpan<char> rest)
    {
        rest = [];
        if (text is not ['"', ..])
        {
            var end = text.IndexOfAnyExcept(Token);
            rest = end < 0 ? [] : text[end..];
            return end != 0 && !text.IsEmpty;
        }

        for (var i = 1; i < text.Length; i++)
        {
            if (text[i] == '\\')
                i++;
            else if (text[i] == '"')
            {
                rest = text[(i + 1)..];
                return true;
            }
        }

        return false;
    }
}

using System.Buffers;

namespace Wasmill.Events.Validation;

/// <summary>Attribute names as strings, without making a new one for each name that every event has.</summary>
internal static class AttributeNames
{
    private static readonly string[] Known =
        ["id", "source", "type", "specversion", "datacontenttype", "dataschema", "subject", "time", "data", "data_base64", "traceparent", "tracestate", "partitionkey"];

    private static readonly SearchValues<char> UpperCase = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ");

    /// <summary>The known name that is spelled so in UTF-8, or null.</summary>
    public static string? Find(ReadOnlySpan<byte> name)
    {
        foreach (var known in Known)
        {
            if (known.Length == name.Length && System.Text.Ascii.Equals(name, known))
                return known;
        }

        return null;
    }

    /// <summary>The attribute that a header's name after <c>ce-</c> means: header names have no case, attribute names are in lower case.</summary>
    public static string FromHeader(ReadOnlySpan<char> name)
    {
        foreach (var known in Known)
        {
            if (known.Length == name.Length && System.Text.Ascii.EqualsIgnoreCase(name, known))
                return known;
        }

        return name.ContainsAny(UpperCase) ? name.ToString().ToLowerInvariant() : name.ToString();
    }
}

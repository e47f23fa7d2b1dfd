using System.Buffers;

namespace Wasmill.Events.Validation;

// Tested by: HttpBindingTests, ConformanceTests
/// <summary>Converts attribute names to strings without allocating for the common names.</summary>
internal static class AttributeNames
{
    private static readonly string[] Known =
        [
            "id", "source", "type", "specversion", "datacontenttype", "dataschema", "subject", "time", "data", "data_base64", "traceparent",
            "tracestate", "partitionkey",
        ];

    private static readonly SearchValues<char> UpperCase = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ");

    /// <summary>Finds a common name by its UTF-8 bytes; null if it is not one.</summary>
    public static string? Find(ReadOnlySpan<byte> name)
    {
        foreach (var known in Known)
        {
            if (known.Length == name.Length && System.Text.Ascii.Equals(name, known))
                return known;
        }

        return null;
    }

    /// <summary>
    /// Converts the name of a header after <c>ce-</c> to an attribute name: header names are case-insensitive, attribute names lowercase.
    /// </summary>
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

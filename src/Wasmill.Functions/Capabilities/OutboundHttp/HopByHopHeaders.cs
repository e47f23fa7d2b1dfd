using Wasmill.Events.Http;

namespace Wasmill.Functions.Capabilities.OutboundHttp;

/// <summary>
/// Headers that apply to a single connection (RFC 9110, section 7.6.1) or that the owner of the connection sets itself. They are dropped in
/// both directions.
/// </summary>
internal static class HopByHopHeaders
{
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "connection", "keep-alive", "proxy-authenticate", "proxy-authorization", "proxy-connection", "te", "trailer", "transfer-encoding",
        "upgrade",
    };

    /// <summary>Returns the headers without these, and without the headers that a Connection header names.</summary>
    public static List<HeaderField> Remove(IReadOnlyList<HeaderField> headers)
    {
        var named = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var header in headers)
        {
            if (header.Name.Equals("connection", StringComparison.OrdinalIgnoreCase))
                named.UnionWith(header.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        }

        return [.. headers.Where(header => !Names.Contains(header.Name) && !named.Contains(header.Name))];
    }
}

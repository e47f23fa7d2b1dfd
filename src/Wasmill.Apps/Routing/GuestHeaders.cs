using Wasmill.Events.Http;

namespace Wasmill.Apps.Routing;

/// <summary>The headers a guest sees: the client's without those that only Spin may set, and then Spin's own.</summary>
internal static class GuestHeaders
{
    private const string SpinPrefix = "spin-";

    /// <summary>Makes the header list.</summary>
    public static List<HeaderField> Make(AppRequest request, RouteMatch match)
    {
        var headers = new List<HeaderField>(request.Headers.Count + 7);
        foreach (var header in request.Headers)
        {
            // A client that sends spin-* itself would be believed by a guest that reads the first value.
            if (!header.Name.StartsWith(SpinPrefix, StringComparison.OrdinalIgnoreCase) && !header.Name.Equals("connection", StringComparison.OrdinalIgnoreCase))
                headers.Add(new HeaderField(header.Name.ToLowerInvariant(), header.Value));
        }

        headers.Add(new HeaderField("spin-path-info", match.PathInfo));
        headers.Add(new HeaderField("spin-full-url", request.Origin + request.Target));
        headers.Add(new HeaderField("spin-matched-route", match.Pattern.Text));
        headers.Add(new HeaderField("spin-base-path", "/"));
        headers.Add(new HeaderField("spin-raw-component-route", match.Pattern.Text));
        headers.Add(new HeaderField("spin-component-route", match.Pattern.Prefix));
        headers.Add(new HeaderField("spin-client-addr", request.ClientAddress));
        return headers;
    }
}

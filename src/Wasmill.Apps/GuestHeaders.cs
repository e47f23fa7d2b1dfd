using Wasmill.Apps.Routing;
using Wasmill.Events.Http;

namespace Wasmill.Apps;

// Tested by: RouteTableTests
/// <summary>
/// The headers that a guest sees: the client's headers without those that only Spin may set, followed by Spin's own headers.
/// </summary>
internal static class GuestHeaders
{
    // Seven, plus one for each name in the route.
    private const int OwnHeaders = 7;

    /// <summary>Builds the header list.</summary>
    public static List<HeaderField> Make(AppRequest request, RouteMatch match)
    {
        var headers = new List<HeaderField>(request.Headers.Count + OwnHeaders + match.Path.Names.Count);
        foreach (var header in request.Headers)
        {
            // A guest that reads the first value would trust a spin-* header sent by a client.
            if (!IsSpinHeader(header.Name) && !header.Name.Equals("connection", StringComparison.OrdinalIgnoreCase))
                headers.Add(new HeaderField(header.Name.ToLowerInvariant(), header.Value));
        }

        headers.Add(new HeaderField("spin-path-info", match.Path.PathInfo));
        headers.Add(new HeaderField("spin-full-url", request.Origin + request.Target));
        headers.Add(new HeaderField("spin-matched-route", match.Pattern.Text));
        headers.Add(new HeaderField("spin-base-path", match.Route.Base));
        headers.Add(new HeaderField("spin-raw-component-route", match.Pattern.Raw));
        headers.Add(new HeaderField("spin-component-route", match.Pattern.RawPrefix));
        headers.Add(new HeaderField("spin-client-addr", request.ClientAddress));
        foreach (var (name, value) in match.Path.Names)
            headers.Add(new HeaderField($"spin-path-match-{name.Replace('_', '-').ToLowerInvariant()}", value));
        return headers;
    }

    // A guest in CGI style cannot distinguish an underscore from a hyphen.
    private static bool IsSpinHeader(string name)
        => name.StartsWith("spin", StringComparison.OrdinalIgnoreCase) && name.Length > 4 && name[4] is '-' or '_';
}

namespace Wasmill.Apps.Manifests;

/// <summary>What a route of a manifest may look like.</summary>
internal static class RouteRules
{
    private const string Wildcard = "...";
    private const string Reserved = "/.well-known/spin";

    /// <summary>Why a route cannot be served, with how to mend it; null when it can.</summary>
    public static string? Explain(string route)
    {
        if (!route.StartsWith('/'))
            return $"the route {route} must begin with /";
        if (route == Reserved || route.StartsWith(Reserved + "/", StringComparison.Ordinal))
            return $"the route {route} can never be reached: {Reserved}/ is the server's own";

        var segments = (route.EndsWith("/" + Wildcard, StringComparison.Ordinal) ? route[..^(1 + Wildcard.Length)] : route).Split('/');
        if (segments.Any(segment => segment.StartsWith(':')))
            return $"the route {route} has a named segment, which is not supported yet; use an exact route or one that ends in /...";
        if (segments.Any(segment => segment == "*" || segment.EndsWith(Wildcard, StringComparison.Ordinal)))
            return $"the route {route} has a wildcard that is not understood; only /... at the end is one";
        return null;
    }
}

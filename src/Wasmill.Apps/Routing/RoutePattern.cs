namespace Wasmill.Apps.Routing;

/// <summary>One route: an exact path, or a prefix that ends in <c>/...</c>. Trailing slashes of exact routes do not matter.</summary>
internal sealed class RoutePattern
{
    private const string Wildcard = "/...";

    /// <summary>Reads a route.</summary>
    public RoutePattern(string text)
    {
        Text = text;
        IsWildcard = text.EndsWith(Wildcard, StringComparison.Ordinal);
        Prefix = (IsWildcard ? text[..^Wildcard.Length] : text).TrimEnd('/');
    }

    /// <summary>The route as written.</summary>
    public string Text { get; }

    /// <summary>Whether it covers everything below its prefix.</summary>
    public bool IsWildcard { get; }

    /// <summary>The path without the wildcard and without a slash at its end; empty for the root.</summary>
    public string Prefix { get; }

    /// <summary>Whether a path belongs to the route.</summary>
    /// <param name="path">The request's path, beginning with a slash.</param>
    /// <param name="rest">What follows the prefix, for <c>spin-path-info</c>.</param>
    public bool Matches(string path, out string rest)
    {
        rest = "";
        if (!path.StartsWith(Prefix, StringComparison.Ordinal))
            return false;
        rest = path[Prefix.Length..];
        if (IsWildcard)
            return rest.Length == 0 || rest[0] == '/';
        var isExact = rest is "" or "/";
        rest = "";
        return isExact;
    }
}

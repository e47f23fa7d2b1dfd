namespace Wasmill.Apps.Manifests.Rules;

/// <summary>The rules for routes of a manifest.</summary>
internal static class RouteRules
{
    private const string Reserved = "/.well-known/spin";

    /// <summary>Explains why a route cannot be served and how to fix it; null if it can.</summary>
    public static string? Explain(string route)
    {
        // Spin adds the slash itself.
        var path = route.StartsWith('/') ? route : "/" + route;
        if (path == Reserved || path.StartsWith(Reserved + "/", StringComparison.Ordinal))
            return $"the route {route} can never be reached: {Reserved}/ is reserved for the server";
        if (path.AsSpan().ContainsAny('?', '#'))
            return $"the route {route} can never be reached: a route is a path, without ? and #";

        var segments = path.Split('/')[1..];
        var last = segments[^1] is "..." or "*" ? segments[..^1] : segments;
        if (last.Any(segment => segment == "*" || segment.EndsWith("...", StringComparison.Ordinal)))
            return $"the route {route} has an unsupported wildcard; use only /... at the end";
        var names = last.Where(segment => segment.StartsWith(':')).Select(segment => segment[1..]).ToList();
        if (names.FirstOrDefault(name => !IsName(name)) is { } wrong)
            return $"the route {route} has the named segment :{wrong}; a name may contain only letters, digits, _ and -";
        return names.Select(name => name.Replace('_', '-').ToLowerInvariant()).Distinct().Count() == names.Count
            ? null
            : $"the route {route} has two named segments that a function cannot distinguish";
    }

    // The name becomes part of the header spin-path-match-NAME.
    private static bool IsName(string name)
        => name.Length > 0 && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-');
}

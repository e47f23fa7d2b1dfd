using Wasmill.Apps.Manifests;

namespace Wasmill.Apps.Routing;

/// <summary>All routes of an app. The most specific one wins: the longest prefix, an exact route before a wildcard of the same prefix; of equal ones the last declared.</summary>
internal sealed class RouteTable
{
    private readonly (RouteModel Route, RoutePattern Pattern)[] _routes;

    /// <summary>Orders the routes by precedence.</summary>
    public RouteTable(IReadOnlyList<RouteModel> routes)
        => _routes = [.. routes
            .Select((route, index) => (Route: route, Pattern: new RoutePattern(route.Pattern), Index: index))
            .OrderByDescending(entry => entry.Pattern.Prefix.Count(character => character == '/'))
            .ThenBy(entry => entry.Pattern.IsWildcard)
            .ThenByDescending(entry => entry.Index)
            .Select(entry => (entry.Route, entry.Pattern))];

    /// <summary>The route of a path, or null.</summary>
    public RouteMatch? Find(string path)
    {
        foreach (var (route, pattern) in _routes)
        {
            if (pattern.Matches(path, out var rest))
                return new RouteMatch(route, pattern, rest);
        }

        return null;
    }
}

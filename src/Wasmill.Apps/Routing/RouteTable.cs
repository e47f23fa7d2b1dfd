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

    /// <summary>Routes that a later one with the same pattern hides, each with the one that wins.</summary>
    public static IEnumerable<(RouteModel Hidden, RouteModel Winner)> FindHidden(IReadOnlyList<RouteModel> routes)
        => from route in routes
           let pattern = new RoutePattern(route.Pattern)
           group route by (pattern.Prefix, pattern.IsWildcard) into same
           from hidden in same.SkipLast(1)
           select (hidden, same.Last());

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

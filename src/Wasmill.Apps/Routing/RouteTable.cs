using Wasmill.Apps.Manifests.Model;

namespace Wasmill.Apps.Routing;

/// <summary>
/// All routes of an app. The most specific one wins, segment by segment: exact before named before wildcard; of equal ones, the last
/// declared.
/// </summary>
internal sealed class RouteTable
{
    private readonly (RouteModel Route, RoutePattern Pattern)[] _routes;

    /// <summary>Orders the routes by precedence.</summary>
    public RouteTable(IReadOnlyList<RouteModel> routes)
        => _routes =
        [
            .. routes.Reverse().Select(route => (Route: route, Pattern: new RoutePattern(route.Pattern, route.Base)))
                .OrderBy(entry => entry.Pattern),
        ];

    /// <summary>Finds the routes that a later one with the same pattern hides, each with the one that wins.</summary>
    public static IEnumerable<(RouteModel Hidden, RouteModel Winner)> FindHidden(IReadOnlyList<RouteModel> routes)
        => from route in routes
           group route by new RoutePattern(route.Pattern, route.Base).Shape into same
           from hidden in same.SkipLast(1)
           select (hidden, same.Last());

    /// <summary>Finds the route of a path; null if none matches.</summary>
    public RouteMatch? Find(string path)
    {
        foreach (var (route, pattern) in _routes)
        {
            if (pattern.Matches(path, out var match))
                return new RouteMatch(route, pattern, match);
        }

        return null;
    }
}

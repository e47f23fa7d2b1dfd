using Wasmill.Apps.Manifests.Model;

namespace Wasmill.Apps.Routing;

/// <summary>The route that matches a request.</summary>
/// <param name="Route">The route.</param>
/// <param name="Pattern">The pattern of the route.</param>
/// <param name="Path">The parts of the path that match the pattern's names and wildcard.</param>
internal sealed record RouteMatch(RouteModel Route, RoutePattern Pattern, PathMatch Path);

using Wasmill.Apps.Manifests.Model;

namespace Wasmill.Apps.Routing;

/// <summary>The route that a request belongs to.</summary>
/// <param name="Route">The route.</param>
/// <param name="Pattern">Its pattern.</param>
/// <param name="Path">What the path has for the pattern's names and wildcard.</param>
internal sealed record RouteMatch(RouteModel Route, RoutePattern Pattern, PathMatch Path);

using Wasmill.Apps.Manifests;

namespace Wasmill.Apps.Routing;

/// <summary>The route that a request belongs to.</summary>
/// <param name="Route">The route.</param>
/// <param name="Pattern">Its pattern.</param>
/// <param name="PathInfo">What follows the route's prefix in the path.</param>
internal sealed record RouteMatch(RouteModel Route, RoutePattern Pattern, string PathInfo);

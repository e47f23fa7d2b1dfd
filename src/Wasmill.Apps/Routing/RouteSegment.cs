namespace Wasmill.Apps.Routing;

/// <summary>One segment of a route.</summary>
/// <param name="IsNamed">Indicates whether the segment matches any segment of a path, like <c>:id</c>.</param>
/// <param name="Text">The segment, or its name without the colon.</param>
internal readonly record struct RouteSegment(bool IsNamed, string Text);

namespace Wasmill.Apps.Routing;

/// <summary>One segment of a route.</summary>
/// <param name="IsNamed">Whether it stands for any one segment of a path, as <c>:id</c> does.</param>
/// <param name="Text">The segment, or its name without the colon.</param>
internal readonly record struct RouteSegment(bool IsNamed, string Text);

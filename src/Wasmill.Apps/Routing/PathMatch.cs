namespace Wasmill.Apps.Routing;

/// <summary>What a path has for a route's names and wildcard, as it was sent.</summary>
/// <param name="PathInfo">What follows the prefix of a wildcard, with its slash; else empty.</param>
/// <param name="Names">The route's names and their segments.</param>
internal sealed record PathMatch(string PathInfo, IReadOnlyList<KeyValuePair<string, string>> Names)
{
    /// <summary>Nothing.</summary>
    public static PathMatch Empty { get; } = new("", []);
}

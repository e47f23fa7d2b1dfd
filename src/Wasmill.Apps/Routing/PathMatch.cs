namespace Wasmill.Apps.Routing;

/// <summary>The parts of a path, as sent, that match a route's names and wildcard.</summary>
/// <param name="PathInfo">The rest of the path after the prefix of a wildcard, with its slash; otherwise empty.</param>
/// <param name="Names">The route's names and the segments that match them.</param>
internal sealed record PathMatch(string PathInfo, IReadOnlyList<KeyValuePair<string, string>> Names)
{
    /// <summary>No parts.</summary>
    public static PathMatch Empty { get; } = new("", []);
}

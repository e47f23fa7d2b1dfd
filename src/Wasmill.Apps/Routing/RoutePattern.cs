namespace Wasmill.Apps.Routing;

// Tested by: RouteTableTests
/// <summary>
/// One route: segments that are exact or named (<c>:id</c>), with or without the wildcard <c>/...</c> at the end. Without the wildcard, a
/// trailing slash does not matter.
/// </summary>
internal sealed class RoutePattern : IComparable<RoutePattern>
{
    private const string Wildcard = "/...";

    // The form of Spin's first versions, which is still valid.
    private const string OldWildcard = "/*";

    private readonly RouteSegment[] _segments;

    /// <summary>Parses a route that passed <see cref="Manifests.Rules.RouteRules"/>.</summary>
    /// <param name="text">The route as written in the manifest.</param>
    /// <param name="basePath">The path before it; <c>/</c> for none.</param>
    public RoutePattern(string text, string basePath = "/")
    {
        Raw = text;
        // Spin adds a slash at the beginning and removes one from the end.
        var path = basePath.TrimEnd('/') + (text.StartsWith('/') ? text : "/" + text);
        Text = path.EndsWith('/') ? path[..^1] : path;
        IsWildcard = Text.EndsWith(Wildcard, StringComparison.Ordinal) || Text.EndsWith(OldWildcard, StringComparison.Ordinal);
        RawPrefix = text.EndsWith(Wildcard, StringComparison.Ordinal) ? text[..^Wildcard.Length] : text;
        var prefix = IsWildcard ? Text[..Text.LastIndexOf('/')] : Text;
        _segments = [.. prefix.Split('/', StringSplitOptions.RemoveEmptyEntries)
            .Select(segment => segment.StartsWith(':') ? new RouteSegment(true, segment[1..]) : new RouteSegment(false, segment))];
        Shape = string.Concat(_segments.Select(segment => segment.IsNamed ? "/:" : "/" + segment.Text)) + (IsWildcard ? Wildcard : "");
    }

    /// <summary>The route as written in the manifest, for <c>spin-raw-component-route</c>.</summary>
    public string Raw { get; }

    /// <summary>The route as written in the manifest without <c>/...</c>, for <c>spin-component-route</c>.</summary>
    public string RawPrefix { get; }

    /// <summary>
    /// The route behind the base, with a slash at its beginning and none at its end, for <c>spin-matched-route</c>; empty for the root.
    /// </summary>
    public string Text { get; }

    /// <summary>Indicates whether the route covers everything below its prefix.</summary>
    public bool IsWildcard { get; }

    /// <summary>A text that is equal for routes that match the same paths.</summary>
    public string Shape { get; }

    /// <summary>Matches a path.</summary>
    /// <param name="path">The path of the request as sent, beginning with a slash.</param>
    /// <param name="match">The parts of the path that match the route's names and wildcard.</param>
    public bool Matches(string path, out PathMatch match)
    {
        match = PathMatch.Empty;
        List<KeyValuePair<string, string>>? names = null;
        var position = 0;
        foreach (var segment in _segments)
        {
            if (position >= path.Length || path[position] != '/')
                return false;
            var start = position + 1;
            position = path.IndexOf('/', start);
            if (position < 0)
                position = path.Length;
            var text = path.AsSpan(start, position - start);
            if (segment.IsNamed ? text.IsEmpty : !text.SequenceEqual(segment.Text))
                return false;
            if (segment.IsNamed)
                (names ??= []).Add(new KeyValuePair<string, string>(segment.Text, text.ToString()));
        }

        var rest = path[position..];
        if (IsWildcard ? rest.Length > 0 && rest[0] != '/' : rest is not ("" or "/"))
            return false;
        match = new PathMatch(IsWildcard ? rest : "", names ?? []);
        return true;
    }

    /// <summary>
    /// Orders routes by precedence, segment by segment: exact before named before wildcard. Routes that have no matching path in common may
    /// come in any order.
    /// </summary>
    public int CompareTo(RoutePattern? other)
    {
        if (other is null)
            return -1;
        for (var i = 0; ; i++)
        {
            var difference = Rank(i).CompareTo(other.Rank(i));
            if (difference != 0 || (i >= _segments.Length && i >= other._segments.Length))
                return difference;
        }
    }

    private int Rank(int index)
    {
        if (index < _segments.Length)
            return _segments[index].IsNamed ? 1 : 0;
        return IsWildcard ? 2 : 0;
    }
}

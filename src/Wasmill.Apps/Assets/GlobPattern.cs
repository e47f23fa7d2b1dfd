using System.IO.Enumeration;

namespace Wasmill.Apps.Assets;

/// <summary>
/// A pattern of <c>files</c> or <c>exclude_files</c>: <c>*</c> and <c>?</c> match within a name, <c>**</c> matches any number of folders.
/// </summary>
internal sealed class GlobPattern
{
    private const string AnyFolders = "**";

    private readonly string[] _segments;

    /// <summary>Parses a pattern with slashes, relative to a folder.</summary>
    public GlobPattern(string text)
        => _segments = text.Split('/', StringSplitOptions.RemoveEmptyEntries).Where(segment => segment != ".").ToArray();

    /// <summary>Indicates whether a path, relative to the same folder and with slashes, matches.</summary>
    public bool Matches(string path) => Matches(_segments, path.Split('/'));

    private static bool Matches(ReadOnlySpan<string> pattern, ReadOnlySpan<string> path)
    {
        if (pattern.IsEmpty)
            return path.IsEmpty;
        if (pattern[0] != AnyFolders)
            return !path.IsEmpty
                && FileSystemName.MatchesSimpleExpression(pattern[0], path[0], ignoreCase: false)
                && Matches(pattern[1..], path[1..]);
        for (var skipped = 0; skipped <= path.Length; skipped++)
        {
            if (Matches(pattern[1..], path[skipped..]))
                return true;
        }

        return false;
    }
}

namespace Wasmill.Functions.Guests.Wagi;

/// <summary>Builds the arguments of a CGI program.</summary>
internal static class WagiArguments
{
    /// <summary>
    /// Expands a template: <c>${SCRIPT_NAME}</c> is the path, <c>${ARGS}</c> the query with a space for each <c>&amp;</c>. The result is
    /// split at spaces.
    /// </summary>
    public static IReadOnlyList<string> Fill(string template, string uri)
    {
        var mark = uri.IndexOf('?', StringComparison.Ordinal);
        var (path, query) = mark < 0 ? (uri, "") : (uri[..mark], uri[(mark + 1)..]);
        return template
            .Replace("${SCRIPT_NAME}", path, StringComparison.Ordinal)
            .Replace("${ARGS}", query.Replace('&', ' '), StringComparison.Ordinal)
            .Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }
}

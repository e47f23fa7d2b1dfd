namespace Wasmill.Functions.Guests.Wagi;

// Tested by: WagiTests
/// <summary>
/// Builds the environment of a CGI program (RFC 3875, section 4.1, with Spin's additions). The server passes information about the route in
/// the <c>spin-*</c> headers that it adds to every request.
/// </summary>
internal static class WagiEnvironment
{
    // A program that prints its environment must not print a password; a connection belongs to the server; libraries interpret HTTP_PROXY
    // as a setting of the user.
    private static readonly HashSet<string> Withheld = ["authorization", "connection", "proxy", "proxy-authorization"];

    /// <summary>Builds the variables of one request as <c>NAME=value</c>.</summary>
    public static IReadOnlyList<string> Variables(FunctionRequest request)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var header in request.Headers)
            headers[header.Name] = headers.TryGetValue(header.Name, out var earlier)
                ? earlier + Separator(header.Name) + header.Value
                : header.Value;

        string Header(string name) => headers.GetValueOrDefault(name, "");
        var mark = request.Uri.IndexOf('?', StringComparison.Ordinal);
        var (path, query) = mark < 0 ? (request.Uri, "") : (request.Uri[..mark], request.Uri[(mark + 1)..]);
        var rawPathInfo = headers.GetValueOrDefault("spin-path-info", path);
        var pathInfo = Uri.UnescapeDataString(rawPathInfo);
        var client = Header("spin-client-addr");
        var address = client.LastIndexOf(':') is > 0 and var colon ? client[..colon] : client;
        var full = Uri.TryCreate(Header("spin-full-url"), UriKind.Absolute, out var url) ? url : null;

        var variables = new List<string>
        {
            "AUTH_TYPE=",
            $"CONTENT_LENGTH={request.Body.Length}",
            $"CONTENT_TYPE={Header("content-type")}",
            "GATEWAY_INTERFACE=CGI/1.1",
            $"PATH_INFO={pathInfo}",
            $"PATH_TRANSLATED={pathInfo}",
            $"QUERY_STRING={query}",
            $"REMOTE_ADDR={address}",
            $"REMOTE_HOST={address}",
            "REMOTE_USER=",
            $"REQUEST_METHOD={request.Method}",
            $"SCRIPT_NAME={Header("spin-component-route")}",
            $"SERVER_NAME={full?.Host ?? "localhost"}",
            $"SERVER_PORT={full?.Port ?? 80}",
            "SERVER_PROTOCOL=HTTP/1.1",
            "SERVER_SOFTWARE=WAGI/1",
            $"X_BASE_PATH={headers.GetValueOrDefault("spin-base-path", "/")}",
            $"X_CLIENT_ADDR={client}",
            $"X_COMPONENT_ROUTE={Header("spin-component-route")}",
            $"X_FULL_URL={Header("spin-full-url")}",
            $"X_MATCHED_ROUTE={Header("spin-matched-route")}",
            $"X_RAW_COMPONENT_ROUTE={Header("spin-raw-component-route")}",
            $"X_RAW_PATH_INFO={rawPathInfo}",
        };
        foreach (var (name, value) in headers)
            Add(variables, name.ToLowerInvariant(), value);
        // A variable ends at its first zero byte.
        return [.. variables.Where(variable => !variable.Contains('\0'))];
    }

    private static void Add(List<string> variables, string name, string value)
    {
        const string PathMatch = "spin-path-match-";
        if (name.StartsWith(PathMatch, StringComparison.Ordinal))
            variables.Add($"X_PATH_MATCH_{Upper(name[PathMatch.Length..])}={value}");
        else if (!name.StartsWith("spin-", StringComparison.Ordinal) && !Withheld.Contains(name))
            variables.Add($"HTTP_{Upper(name)}={value}");
    }

    // A comma is valid in the value of a cookie (RFC 6265, section 5.4).
    private static string Separator(string name) => name.Equals("cookie", StringComparison.OrdinalIgnoreCase) ? "; " : ", ";

    private static string Upper(string name) => name.ToUpperInvariant().Replace('-', '_');
}

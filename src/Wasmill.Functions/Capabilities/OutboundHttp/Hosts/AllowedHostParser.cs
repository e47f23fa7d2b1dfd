using System.Globalization;
using System.Net;

namespace Wasmill.Functions.Capabilities.OutboundHttp.Hosts;

// Tested by: AllowedHostsTests
/// <summary>Parses <c>scheme://host[:port]</c>.</summary>
internal static class AllowedHostParser
{
    private const string Form =
        "write scheme://host or scheme://host:port, for example https://example.com, https://*.example.com or http://10.0.0.0/8:8080";

    /// <summary>Parses a pattern.</summary>
    /// <exception cref="AllowedHostException">The pattern is malformed.</exception>
    public static AllowedHost Parse(string pattern)
    {
        var text = pattern.Trim();
        var separator = text.IndexOf("://", StringComparison.Ordinal);
        if (text == "insecure:allow-all")
            throw Wrong(pattern, "it belongs in allowed_http_hosts; to allow every host write http://*:* and https://*:*");
        if (separator < 0)
            throw Wrong(pattern, $"it has no scheme; {Form}");

        var scheme = text[..separator].ToLowerInvariant();
        if (scheme != "*" && (scheme.Length == 0 || !scheme.All(char.IsAsciiLetter)))
            throw Wrong(pattern, "its scheme must consist of letters, or be * for any scheme");
        var (host, port) = Split(text[(separator + 3)..]);
        return new AllowedHost(scheme == "*" ? null : scheme, ParseHost(pattern, host), ParsePorts(pattern, port, scheme));
    }

    // The last colon begins the port, unless it is inside an IPv6 address in brackets. A trailing slash is ignored.
    private static (string Host, string? Port) Split(string text)
    {
        text = text.EndsWith('/') ? text[..^1] : text;
        var colon = text.LastIndexOf(':');
        return colon <= text.LastIndexOf(']') ? (text, null) : (text[..colon], text[(colon + 1)..]);
    }

    private static HostPattern ParseHost(string pattern, string host)
    {
        if (host == "*")
            return HostPattern.Any;
        if (host is "self" or "self.alt")
            return HostPattern.Self;
        var bare = host.Replace("[", "", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal);
        if (ParseNetwork(bare) is { } network)
            return HostPattern.Within(network);
        if (host.Contains('/', StringComparison.Ordinal))
            throw Wrong(pattern, "it has a path; paths cannot be allowed one by one");

        var below = host.StartsWith("*.", StringComparison.Ordinal);
        var name = below ? host[2..] : host;
        if (name.Contains('*', StringComparison.Ordinal))
            throw Wrong(pattern, "* may replace only the whole host or its first part");
        if (Uri.CheckHostName(name) is not UriHostNameType.Dns)
            throw Wrong(pattern, $"\"{name}\" is not a valid host name; {Form}");
        // In the form of URLs: lower case, with non-ASCII letters written as xn--.
        var ascii = new UriBuilder("http", name).Uri.IdnHost;
        return below ? HostPattern.Below(ascii) : HostPattern.Named(ascii);
    }

    // As in Spin, 10.1.2.3/8 means 10.0.0.0/8: bits beyond the prefix are cleared.
    private static IPNetwork? ParseNetwork(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        var start = slash < 0 ? text : text[..slash];
        // .NET accepts "1" and "10.1" as addresses, too.
        if (!IPAddress.TryParse(start, out var address) || (!start.Contains(':', StringComparison.Ordinal) && address.ToString() != start))
            return null;
        var bytes = address.GetAddressBytes();
        var length = bytes.Length * 8;
        if (slash >= 0
            && (!int.TryParse(text[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out length)
                || length > bytes.Length * 8))
            return null;
        for (var i = 0; i < bytes.Length; i++)
            bytes[i] &= (byte)(0xFF00 >> Math.Clamp(length - i * 8, 0, 8));
        return new IPNetwork(new IPAddress(bytes), length);
    }

    private static PortRange ParsePorts(string pattern, string? port, string scheme)
    {
        if (port == "*")
            return PortRange.Any;
        if (port is null)
            return DefaultPort(scheme) is { } known
                ? PortRange.Single(known)
                : throw Wrong(pattern, $"the scheme {scheme} has no default port; add one, or :* for any port");

        var dots = port.IndexOf("..", StringComparison.Ordinal);
        var (first, end) = dots < 0 ? (Number(port), Number(port) + 1) : (Number(port[..dots]), Number(port[(dots + 2)..]));
        return first is null || end is null
            ? throw Wrong(pattern, $"\"{port}\" is not a valid port; use a number, a range such as 8000..8010, or *")
            : first >= end ? throw Wrong(pattern, $"the range of ports {port} is empty")
            : new PortRange(first.Value, end.Value);
    }

    private static int? Number(string text)
        => ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static int? DefaultPort(string scheme) => scheme switch
    {
        "http" => 80,
        "https" => 443,
        "postgres" => 5432,
        "mysql" => 3306,
        "redis" => 6379,
        "mqtt" => 1883,
        _ => null,
    };

    private static AllowedHostException Wrong(string pattern, string reason)
        => new([new AllowedHostProblem($"the allowed host \"{pattern}\" is malformed: {reason}")]);
}

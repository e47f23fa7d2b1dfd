using System.Globalization;

namespace Wasmill.Apps.Manifests.Rules;

/// <summary>Converts entries of the old <c>allowed_http_hosts</c> to <c>allowed_outbound_hosts</c>, as Spin does.</summary>
internal static class AllowedHttpHosts
{
    /// <summary>The equivalent of <c>insecure:allow-all</c>.</summary>
    public static IReadOnlyList<string> All { get; } = ["http://*:*", "https://*:*", "http://self"];

    /// <summary>
    /// The databases that a component of version 1 without <c>allowed_outbound_hosts</c> may reach, because that version had no rule for
    /// them.
    /// </summary>
    public static IReadOnlyList<string> Databases { get; } = ["redis://*:*", "mysql://*:*", "postgres://*:*"];

    /// <summary>Converts one entry.</summary>
    /// <returns>Null if the entry is not a host with an optional scheme and port.</returns>
    public static IReadOnlyList<string>? Convert(string entry)
    {
        if (entry == "insecure:allow-all")
            return All;
        var scheme = entry.IndexOf("://", StringComparison.Ordinal);
        if (scheme >= 0 && entry[..scheme] is not ("http" or "https"))
            return null;
        var host = (scheme < 0 ? entry : entry[(scheme + 3)..]).TrimEnd('/');
        if (host == "self")
            return ["http://self"];
        return IsHost(host) ? [$"http://{host}", $"https://{host}"] : null;
    }

    private static bool IsHost(string text)
    {
        var end = text.StartsWith('[') ? text.IndexOf(']', StringComparison.Ordinal) + 1 : text.IndexOf(':', StringComparison.Ordinal);
        var (name, port) = end is > 0 && end < text.Length ? (text[..end], text[end..]) : (text, "");
        if (port.Length > 0 && !(port[0] == ':' && ushort.TryParse(port.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out _)))
            return false;
        return Uri.CheckHostName(name) != UriHostNameType.Unknown;
    }
}

using System.Net;

namespace Wasmill.Functions.Capabilities.OutboundHttp.Hosts;

// Tested by: AllowedHostsTests
/// <summary>The hosts that a pattern matches. Built by one of the factories; the case of letters is ignored.</summary>
internal sealed class HostPattern
{
    private readonly string? _name;
    private readonly string? _suffix;
    private readonly IPNetwork? _network;
    private readonly bool _any;

    private HostPattern(string? name = null, string? suffix = null, IPNetwork? network = null, bool any = false, bool self = false)
    {
        _name = name;
        _suffix = suffix;
        _network = network;
        _any = any;
        IncludesSelf = any || self;
    }

    /// <summary>Matches every host, and the app itself.</summary>
    public static HostPattern Any { get; } = new(any: true);

    /// <summary>Matches only the app itself.</summary>
    public static HostPattern Self { get; } = new(self: true);

    /// <summary>Indicates whether the app itself matches.</summary>
    public bool IncludesSelf { get; }

    /// <summary>Creates a pattern for one host.</summary>
    public static HostPattern Named(string name) => new(name: name);

    /// <summary>Creates a pattern for every host below a domain, at any depth, without the domain itself.</summary>
    public static HostPattern Below(string domain) => new(suffix: "." + domain);

    /// <summary>Creates a pattern for the addresses of a network. Host names are not resolved for this.</summary>
    public static HostPattern Within(IPNetwork network) => new(network: network);

    /// <summary>Indicates whether a URL's host matches.</summary>
    public bool Includes(Uri url)
    {
        // IdnHost has no brackets around an IPv6 address and no capital letters.
        var host = url.IdnHost;
        if (_any)
            return true;
        if (_network is { } network)
            return url.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6
                && IPAddress.TryParse(host, out var address)
                && network.Contains(address);
        return _suffix is { } suffix
            ? host.EndsWith(suffix, StringComparison.OrdinalIgnoreCase)
            : string.Equals(host, _name, StringComparison.OrdinalIgnoreCase);
    }
}

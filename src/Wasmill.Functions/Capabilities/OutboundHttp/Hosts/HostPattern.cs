using System.Net;

namespace Wasmill.Functions.Capabilities.OutboundHttp.Hosts;

// Tested by: AllowedHostsTests
/// <summary>Which hosts a pattern names. Built by one of the factories; a host's letters may be of either case.</summary>
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

    /// <summary>Every host, and the app itself.</summary>
    public static HostPattern Any { get; } = new(any: true);

    /// <summary>The app itself and no other host.</summary>
    public static HostPattern Self { get; } = new(self: true);

    /// <summary>Whether the app itself is named.</summary>
    public bool IncludesSelf { get; }

    /// <summary>One host.</summary>
    public static HostPattern Named(string name) => new(name: name);

    /// <summary>Every host below a domain, at any depth, without the domain itself.</summary>
    public static HostPattern Below(string domain) => new(suffix: "." + domain);

    /// <summary>The addresses of a network. A host given by its name is not looked up for this.</summary>
    public static HostPattern Within(IPNetwork network) => new(network: network);

    /// <summary>Whether a URL's host is named.</summary>
    public bool Includes(Uri url)
    {
        // IdnHost has no brackets around an IPv6 address and no capital letters.
        var host = url.IdnHost;
        if (_any)
            return true;
        if (_network is { } network)
            return url.HostNameType is UriHostNameType.IPv4 or UriHostNameType.IPv6 && IPAddress.TryParse(host, out var address) && network.Contains(address);
        return _suffix is { } suffix ? host.EndsWith(suffix, StringComparison.OrdinalIgnoreCase) : string.Equals(host, _name, StringComparison.OrdinalIgnoreCase);
    }
}

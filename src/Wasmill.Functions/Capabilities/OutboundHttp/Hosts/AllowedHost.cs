namespace Wasmill.Functions.Capabilities.OutboundHttp.Hosts;

/// <summary>One pattern of an allowed host.</summary>
/// <param name="Scheme">The scheme in lower case; null for any scheme.</param>
/// <param name="Host">The hosts.</param>
/// <param name="Ports">The ports.</param>
internal sealed record AllowedHost(string? Scheme, HostPattern Host, PortRange Ports)
{
    /// <summary>Indicates whether requests to the app itself are allowed.</summary>
    public bool AllowsSelf => Scheme is null or "http" or "https" && Host.IncludesSelf;

    /// <summary>Indicates whether requests to a URL are allowed.</summary>
    public bool Allows(Uri url) => (Scheme is null || Scheme == url.Scheme) && Ports.Includes(url.Port) && Host.Includes(url);
}

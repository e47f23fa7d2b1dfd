namespace Wasmill.Functions.Capabilities.OutboundHttp.Hosts;

/// <summary>One pattern.</summary>
/// <param name="Scheme">In lower case; null for any.</param>
/// <param name="Host">Which hosts.</param>
/// <param name="Ports">Which ports.</param>
internal sealed record AllowedHost(string? Scheme, HostPattern Host, PortRange Ports)
{
    /// <summary>Whether the app itself may be asked.</summary>
    public bool AllowsSelf => Scheme is null or "http" or "https" && Host.IncludesSelf;

    /// <summary>Whether a URL may be asked.</summary>
    public bool Allows(Uri url) => (Scheme is null || Scheme == url.Scheme) && Ports.Includes(url.Port) && Host.Includes(url);
}

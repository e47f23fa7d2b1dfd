using Wasmill.Functions.Capabilities.OutboundHttp.Hosts;

namespace Wasmill.Functions.Capabilities.OutboundHttp;

/// <summary>What a function may ask of servers outside.</summary>
/// <param name="Hosts">The hosts that may be asked.</param>
/// <param name="Client">Sends the requests; null when nothing is granted at all.</param>
internal sealed record OutboundGrant(AllowedHosts Hosts, OutboundClient? Client);

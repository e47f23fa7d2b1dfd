using Wasmill.Functions.Capabilities.OutboundHttp.Hosts;

namespace Wasmill.Functions.Capabilities.OutboundHttp;

/// <summary>The grant to send requests to outside servers.</summary>
/// <param name="Hosts">The allowed hosts.</param>
/// <param name="Client">Sends the requests; null if nothing is granted.</param>
internal sealed record OutboundGrant(AllowedHosts Hosts, OutboundClient? Client);

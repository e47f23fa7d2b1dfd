using Wasmill.Functions.Calls;
using Wasmill.Functions.Capabilities.Files;
using Wasmill.Functions.Capabilities.KeyValue;
using Wasmill.Functions.Capabilities.OutboundHttp;

namespace Wasmill.Functions.Hosting;

/// <summary>Makes ready, when a function is loaded, what it is granted.</summary>
internal static class Grants
{
    /// <summary>Asks every capability.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="client">The host's client for requests.</param>
    /// <exception cref="FunctionLoadException">It grants what there is not, or patterns are malformed; the message names them.</exception>
    public static GrantSet From(FunctionConfig config, OutboundClient client)
        => FilesCapability.Grant(OutboundCapability.Grant(KeyValueCapability.Grant(GrantSet.None, config), config, client), config);
}

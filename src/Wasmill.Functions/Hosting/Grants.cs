using Wasmill.Functions.Calls;
using Wasmill.Functions.Capabilities.Files;
using Wasmill.Functions.Capabilities.KeyValue;
using Wasmill.Functions.Capabilities.OutboundHttp;
using Wasmill.Functions.Capabilities.Sqlite;

namespace Wasmill.Functions.Hosting;

/// <summary>Prepares the grants of a function when it is loaded.</summary>
internal static class Grants
{
    /// <summary>Collects the grants of all capabilities.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="client">The host's client for requests.</param>
    /// <exception cref="FunctionLoadException">The configuration grants something that does not exist, or patterns are malformed; the
    /// message names them.</exception>
    public static GrantSet From(FunctionConfig config, OutboundClient client)
    {
        var grants = KeyValueCapability.Grant(GrantSet.None, config);
        grants = SqliteCapability.Grant(grants, config);
        grants = OutboundCapability.Grant(grants, config, client);
        return FilesCapability.Grant(grants, config);
    }
}

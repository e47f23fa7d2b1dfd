using Wasmill.Functions.Calls;
using Wasmill.Functions.Capabilities.Files;
using Wasmill.Functions.Capabilities.KeyValue;
using Wasmill.Functions.Capabilities.OutboundHttp;
using Wasmill.Functions.Capabilities.Redis;
using Wasmill.Functions.Capabilities.Redis.Protocol;
using Wasmill.Functions.Capabilities.Sqlite;

namespace Wasmill.Functions.Hosting;

/// <summary>Prepares the grants of a function when it is loaded.</summary>
internal static class Grants
{
    /// <summary>Collects the grants of all capabilities.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="client">The host's client for requests.</param>
    /// <param name="redis">The host's connections to Redis servers.</param>
    /// <exception cref="FunctionLoadException">The configuration grants something that does not exist, or patterns are malformed; the
    /// message names them.</exception>
    public static GrantSet From(FunctionConfig config, OutboundClient client, RedisPool redis)
    {
        var grants = KeyValueCapability.Grant(GrantSet.None, config);
        grants = SqliteCapability.Grant(grants, config);
        grants = OutboundCapability.Grant(grants, config, client);
        grants = RedisCapability.Grant(grants, redis);
        return FilesCapability.Grant(grants, config);
    }
}

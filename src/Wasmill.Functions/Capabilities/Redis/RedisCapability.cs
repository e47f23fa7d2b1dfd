using Wasmill.Functions.Calls;
using Wasmill.Functions.Capabilities.Redis.Protocol;

namespace Wasmill.Functions.Capabilities.Redis;

/// <summary>The capability to use Redis servers.</summary>
internal static class RedisCapability
{
    private static readonly GrantKey<RedisGrant> Granted = new(new RedisGrant(null));
    private static readonly CallState<RedisConnections> Opened = new(static call => new RedisConnections(call, Granted.From(call).Pool));

    /// <summary>Adds the grant.</summary>
    /// <param name="grants">The grants so far.</param>
    /// <param name="pool">The connections of the host.</param>
    public static GrantSet Grant(GrantSet grants, RedisPool pool) => grants.With(Granted, new RedisGrant(pool));

    /// <summary>Gets the open connections of a call.</summary>
    public static RedisConnections OpenedBy(GuestCall call) => Opened.From(call);
}

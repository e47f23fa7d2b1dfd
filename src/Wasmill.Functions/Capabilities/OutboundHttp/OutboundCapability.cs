using Wasmill.Functions.Calls;
using Wasmill.Functions.Capabilities.OutboundHttp.Hosts;

namespace Wasmill.Functions.Capabilities.OutboundHttp;

/// <summary>The capability to send HTTP requests.</summary>
internal static class OutboundCapability
{
    private static readonly GrantKey<OutboundGrant> Granted = new(new OutboundGrant(AllowedHosts.None, null));

    /// <summary>Prepares the grant of a configuration.</summary>
    /// <param name="grants">The grants so far.</param>
    /// <param name="config">The configuration.</param>
    /// <param name="client">The host's client for requests.</param>
    /// <exception cref="FunctionLoadException">Patterns are malformed; the message names each one.</exception>
    public static GrantSet Grant(GrantSet grants, FunctionConfig config, OutboundClient client)
        => grants.With(Granted, new OutboundGrant(Parse(config), client));

    /// <summary>Gets the grant of a call's function.</summary>
    public static OutboundGrant From(GuestCall call) => Granted.From(call);

    private static AllowedHosts Parse(FunctionConfig config)
    {
        try
        {
            return AllowedHosts.Parse(config.AllowedOutboundHosts);
        }
        catch (AllowedHostException error)
        {
            throw new FunctionLoadException(
                string.Join('\n', error.Problems.Select(problem => $"{config.Name}: {problem.Message}")), error);
        }
    }
}

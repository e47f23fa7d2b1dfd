using Wasmill.Functions.Calls;
using Wasmill.Functions.Capabilities.OutboundHttp.Hosts;

namespace Wasmill.Functions.Capabilities.OutboundHttp;

/// <summary>Hosts that a function may send requests to.</summary>
internal static class OutboundCapability
{
    private static readonly GrantKey<OutboundGrant> Granted = new(new OutboundGrant(AllowedHosts.None, null));

    /// <summary>Makes ready what a configuration grants.</summary>
    /// <param name="grants">What was granted so far.</param>
    /// <param name="config">The configuration.</param>
    /// <param name="client">The host's client for requests.</param>
    /// <exception cref="FunctionLoadException">Patterns are malformed; the message names each.</exception>
    public static GrantSet Grant(GrantSet grants, FunctionConfig config, OutboundClient client) => grants.With(Granted, new OutboundGrant(Parse(config), client));

    /// <summary>What the function of a call may ask, and how.</summary>
    public static OutboundGrant Of(GuestCall call) => Granted.Of(call);

    private static AllowedHosts Parse(FunctionConfig config)
    {
        try
        {
            return AllowedHosts.Parse(config.AllowedOutboundHosts);
        }
        catch (AllowedHostException error)
        {
            throw new FunctionLoadException(string.Join('\n', error.Problems.Select(problem => $"{config.Name}: {problem.Message}")), error);
        }
    }
}

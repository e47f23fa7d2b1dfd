using Wasmill.Flows.Components;
using Wasmill.Flows.Model;

namespace Wasmill.Client.Api;

/// <summary>A target or a transformation.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">Its kind in lower case, as tmctl shows it.</param>
/// <param name="Url">Where events can be sent to it directly; null while the broker is stopped.</param>
/// <param name="Endpoint">Where it sends events, or the app it runs.</param>
/// <param name="Online">Whether its last delivery or a probe succeeded.</param>
public sealed record TargetDto(string Name, string Kind, string? Url, string Endpoint, bool Online)
{
    /// <summary>A target of a flow.</summary>
    /// <param name="config">What the flow says.</param>
    /// <param name="kinds">The kinds of the flow's components.</param>
    /// <param name="url">Where events can be sent to it directly, or null.</param>
    /// <param name="online">Whether its last delivery or a probe succeeded.</param>
    public static TargetDto Of(ComponentConfig config, ComponentKinds kinds, string? url, bool online)
        => new(config.Name, config.Kind.ToLowerInvariant(), url, kinds.AddressOf(config), online);
}

using Wasmill.Flows.Components;
using Wasmill.Flows.Model;

namespace Wasmill.Client.Api;

/// <summary>A target or a transformation.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">Its kind in lower case, as tmctl shows it.</param>
/// <param name="Url">The URL that sends events to it directly; null while the broker is stopped.</param>
/// <param name="Endpoint">The address that it sends events to, or the app that it runs.</param>
/// <param name="Online">Whether its last delivery or a probe succeeded.</param>
public sealed record TargetDto(string Name, string Kind, string? Url, string Endpoint, bool Online)
{
    /// <summary>Describes a target of a flow.</summary>
    /// <param name="config">The target in the flow.</param>
    /// <param name="kinds">The kinds of the flow's components.</param>
    /// <param name="url">The URL that sends events to it directly, or null.</param>
    /// <param name="online">Whether its last delivery or a probe succeeded.</param>
    public static TargetDto Of(ComponentConfig config, ComponentKinds kinds, string? url, bool online)
        => new(config.Name, config.Kind.ToLowerInvariant(), url, kinds.AddressOf(config), online);
}

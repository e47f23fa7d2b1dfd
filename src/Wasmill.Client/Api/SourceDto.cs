using Wasmill.Flows.Components;
using Wasmill.Flows.Model;

namespace Wasmill.Client.Api;

/// <summary>A source.</summary>
/// <param name="Name">The source's name.</param>
/// <param name="Kind">The source's kind in lower case, as tmctl shows it.</param>
/// <param name="Address">The address that the source gets events from, in one line.</param>
public sealed record SourceDto(string Name, string Kind, string Address)
{
    /// <summary>Describes a source of a flow.</summary>
    /// <param name="config">What the flow says.</param>
    /// <param name="kinds">The kinds of the flow's components.</param>
    public static SourceDto Of(ComponentConfig config, ComponentKinds kinds) => new(config.Name, config.Kind.ToLowerInvariant(), kinds.AddressOf(config));
}

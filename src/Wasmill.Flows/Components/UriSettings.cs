namespace Wasmill.Flows.Components;

/// <summary>The settings of a kind of target that a <c>uri</c> in a flow makes, as in <c>subscriber: {uri: ...}</c>.</summary>
/// <param name="Address">The path of the setting that gets the URI.</param>
/// <param name="Authorities">The path of the setting that gets <c>CACerts</c>.</param>
public sealed record UriSettings(string Address, string Authorities);

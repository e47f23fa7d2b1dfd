namespace Wasmill.Flows.Components;

/// <summary>The settings of a target that is created from a <c>uri</c> in a flow, as in <c>subscriber: {uri: ...}</c>.</summary>
/// <param name="Address">The path of the setting for the URI.</param>
/// <param name="Authorities">The path of the setting for <c>CACerts</c>.</param>
public sealed record UriSettings(string Address, string Authorities);

namespace Wasmill.Apps.Templates;

/// <summary>The arguments of <c>wasmill add</c>.</summary>
/// <param name="Template">The ID of the template.</param>
/// <param name="Name">The ID of the component, which is also the name of its folder beside the manifest.</param>
/// <param name="Manifest">The manifest.</param>
/// <param name="Values">The parameters of the template; missing ones get their defaults, and the route is <c>/NAME/...</c>.</param>
public sealed record AddComponentRequest(string Template, string Name, string Manifest, IReadOnlyDictionary<string, string> Values);

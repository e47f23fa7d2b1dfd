namespace Wasmill.Apps.Manifests;

/// <summary>One HTTP trigger of an app.</summary>
/// <param name="Pattern">The route: exact, or a prefix that ends in <c>/...</c>.</param>
/// <param name="ComponentId">The component that answers.</param>
public sealed record RouteModel(string Pattern, string ComponentId);

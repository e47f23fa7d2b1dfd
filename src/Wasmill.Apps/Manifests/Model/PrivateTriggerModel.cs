namespace Wasmill.Apps.Manifests.Model;

/// <summary>An HTTP trigger without a route: its component is reached by other components of the app only.</summary>
/// <param name="ComponentId">The component that handles requests.</param>
/// <param name="Executor">The way in which the component is called.</param>
public sealed record PrivateTriggerModel(string ComponentId, ExecutorModel Executor);

using Wasmill.Flows.Settings;

namespace Wasmill.Flows.Components;

/// <summary>An example of a component, shown as a command in the help and as a document on the reference page.</summary>
/// <param name="Title">The purpose of the example; starts in lowercase and has no period.</param>
/// <param name="Settings">The settings. They must be valid.</param>
public sealed record ComponentExample(string Title, MapValue Settings)
{
    /// <summary>The name of the component, for an example that sets one.</summary>
    /// <value>Default: null; the name is derived from the broker and the kind.</value>
    public string? Name { get; init; }
}

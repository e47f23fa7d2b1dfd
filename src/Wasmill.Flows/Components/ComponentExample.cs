using Wasmill.Flows.Settings;

namespace Wasmill.Flows.Components;

/// <summary>An example of a component, shown as a command in the help and as a document on the reference page.</summary>
/// <param name="Title">What the example shows: no capital at the beginning, no full stop at the end.</param>
/// <param name="Settings">The settings. They must be valid.</param>
public sealed record ComponentExample(string Title, MapValue Settings)
{
    /// <summary>The component's name, for an example that chooses one.</summary>
    /// <value>Default null: the name is made from the broker and the kind.</value>
    public string? Name { get; init; }
}

using Wasmill.Flows.Settings;

namespace Wasmill.Flows.Model;

/// <summary>A source, target or transformation as the user wrote it.</summary>
/// <param name="Name">The name. A target that is created from a <c>uri</c> is named by the URI.</param>
/// <param name="Kind">The kind of the document, such as <c>CloudEventsTarget</c>.</param>
/// <param name="Spec">The settings.</param>
public sealed record ComponentConfig(string Name, string Kind, MapValue Spec)
{
    /// <summary>The role of the component.</summary>
    /// <value>Default <see cref="ComponentRole.Target"/>.</value>
    public ComponentRole Role { get; init; } = ComponentRole.Target;

    /// <summary>Indicates whether the target was created from a <c>uri</c> and has no document.</summary>
    /// <value>Default false.</value>
    public bool IsFromUri { get; init; }

    /// <summary>Compares two configurations regardless of their places in the file.</summary>
    public bool SameAs(ComponentConfig other) => Name == other.Name && Kind == other.Kind && Spec.SameAs(other.Spec);
}

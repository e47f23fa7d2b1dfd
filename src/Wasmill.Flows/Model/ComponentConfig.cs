using Wasmill.Flows.Settings;

namespace Wasmill.Flows.Model;

/// <summary>A source, target or transformation as the user wrote it.</summary>
/// <param name="Name">The name. A target that a <c>uri</c> makes has the URI for its name.</param>
/// <param name="Kind">The kind of the document, such as <c>CloudEventsTarget</c>.</param>
/// <param name="Spec">The settings.</param>
public sealed record ComponentConfig(string Name, string Kind, MapValue Spec)
{
    /// <summary>The part that the component plays.</summary>
    /// <value>Default <see cref="ComponentRole.Target"/>.</value>
    public ComponentRole Role { get; init; } = ComponentRole.Target;

    /// <summary>Whether a <c>uri</c> made the target, and no document of its own.</summary>
    /// <value>Default false.</value>
    public bool IsFromUri { get; init; }

    /// <summary>Compares two configurations, wherever they are written.</summary>
    public bool SameAs(ComponentConfig other) => Name == other.Name && Kind == other.Kind && Spec.SameAs(other.Spec);
}

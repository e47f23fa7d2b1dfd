namespace Wasmill.Flows.Model;

/// <summary>The part that a component plays in a flow.</summary>
public enum ComponentRole
{
    /// <summary>Publishes events to the broker.</summary>
    Source,

    /// <summary>Gets events from triggers.</summary>
    Target,

    /// <summary>Gets events from triggers and publishes what it makes of them.</summary>
    Transformation,
}

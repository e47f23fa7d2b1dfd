namespace Wasmill.Flows.Model;

/// <summary>The roles of a component in a flow.</summary>
public enum ComponentRole
{
    /// <summary>A source: publishes events to the broker.</summary>
    Source,

    /// <summary>A target: receives events from triggers.</summary>
    Target,

    /// <summary>A transformation: receives events from triggers and publishes the transformed events.</summary>
    Transformation,
}

using Wasmill.Events.Scopes;

namespace Wasmill.Events.Filters.Matching;

/// <summary>A compiled filter. Immutable and safe for use by many threads at once.</summary>
public abstract class EventFilter
{
    /// <summary>The filter that every event passes.</summary>
    public static EventFilter Everything { get; } = new AllFilter([]);

    /// <summary>The event types that can pass: what an index over triggers needs to know.</summary>
    public virtual TypeScope Scope => TypeScope.Anything;

    /// <summary>The one event type that can pass, or null when several can.</summary>
    public string? OnlyType => Scope is { Kind: TypeScopeKind.Exact, Texts: [var type] } ? type : null;

    /// <summary>About how much work a match is, from 1: what is cheap is tried first.</summary>
    internal virtual int Cost => 1;

    /// <summary>Whether the event passes. A filter on an attribute that the event does not have is not passed.</summary>
    public abstract bool Matches(CloudEvent cloudEvent);

    /// <summary>The filter as <c>wasmill describe</c> shows it: <c>*</c>, <c>type is a.b</c>, <c>type is a.*</c>, <c>type is *.b</c>.</summary>
    public abstract string Describe();
}

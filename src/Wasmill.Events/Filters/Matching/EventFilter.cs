using Wasmill.Events.Scopes;

namespace Wasmill.Events.Filters.Matching;

/// <summary>A compiled filter. Immutable and thread-safe.</summary>
public abstract class EventFilter
{
    /// <summary>The filter that every event passes.</summary>
    public static EventFilter Everything { get; } = new AllFilter([]);

    /// <summary>The event types that can pass; used by an index over triggers.</summary>
    public virtual TypeScope Scope => TypeScope.Anything;

    /// <summary>The only event type that can pass; null if several can.</summary>
    public string? OnlyType => Scope is { Kind: TypeScopeKind.Exact, Texts: [var type] } ? type : null;

    /// <summary>The estimated cost of a match, from 1: cheap filters are tried first.</summary>
    internal virtual int Cost => 1;

    /// <summary>Indicates whether an event passes. An event without the attribute of the filter does not pass.</summary>
    public abstract bool Matches(CloudEvent cloudEvent);

    /// <summary>
    /// Returns the filter as <c>wasmill describe</c> shows it: <c>*</c>, <c>type is a.b</c>, <c>type is a.*</c>, <c>type is *.b</c>.
    /// </summary>
    public abstract string Describe();
}

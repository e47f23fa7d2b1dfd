using Wasmill.Events.Scopes;

namespace Wasmill.Events.Filters.Matching;

/// <summary>Passed when every filter of a list is passed; an empty list is passed by every event.</summary>
internal sealed class AllFilter(IReadOnlyList<EventFilter> filters) : EventFilter
{
    private readonly EventFilter[] _cheapestFirst = [.. filters.OrderBy(filter => filter.Cost)];

    /// <inheritdoc />
    public override TypeScope Scope { get; } = TypeScope.All(filters.Select(filter => filter.Scope));

    /// <summary>How many filters there are.</summary>
    public int Count => filters.Count;

    /// <inheritdoc />
    internal override int Cost { get; } = 1 + filters.Sum(filter => filter.Cost);

    /// <inheritdoc />
    public override bool Matches(CloudEvent cloudEvent)
    {
        foreach (var filter in _cheapestFirst)
        {
            if (!filter.Matches(cloudEvent))
                return false;
        }

        return true;
    }

    /// <inheritdoc />
    public override string Describe() => filters.Count == 0 ? "*" : string.Join(" and ", filters.Select(filter => filter.Describe()));
}

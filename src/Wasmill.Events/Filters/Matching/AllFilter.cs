using Wasmill.Events.Scopes;

namespace Wasmill.Events.Filters.Matching;

/// <summary>A filter that passes if every filter of a list passes; with an empty list, every event passes.</summary>
internal sealed class AllFilter(IReadOnlyList<EventFilter> filters) : EventFilter
{
    private readonly EventFilter[] _cheapestFirst = [.. filters.OrderBy(filter => filter.Cost)];

    /// <inheritdoc />
    public override TypeScope Scope { get; } = TypeScope.All(filters.Select(filter => filter.Scope));

    /// <summary>The number of filters.</summary>
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

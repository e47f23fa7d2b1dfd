using Wasmill.Events.Scopes;

namespace Wasmill.Events.Filters.Matching;

/// <summary>A filter that passes if at least one filter of a list passes.</summary>
internal sealed class AnyFilter(IReadOnlyList<EventFilter> filters) : EventFilter
{
    private readonly EventFilter[] _cheapestFirst = [.. filters.OrderBy(filter => filter.Cost)];

    /// <inheritdoc />
    public override TypeScope Scope { get; } = TypeScope.Any(filters.Select(filter => filter.Scope));

    /// <inheritdoc />
    internal override int Cost { get; } = 1 + filters.Sum(filter => filter.Cost);

    /// <inheritdoc />
    public override bool Matches(CloudEvent cloudEvent)
    {
        foreach (var filter in _cheapestFirst)
        {
            if (filter.Matches(cloudEvent))
                return true;
        }

        return false;
    }

    /// <inheritdoc />
    public override string Describe()
    {
        var parts = filters.Select(filter => filter is AllFilter { Count: > 1 } ? $"({filter.Describe()})" : filter.Describe());
        return $"({string.Join(" or ", parts)})";
    }
}

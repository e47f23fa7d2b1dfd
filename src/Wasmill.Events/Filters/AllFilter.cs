namespace Wasmill.Events.Filters;

/// <summary>Passed when every filter of a list is passed; an empty list is passed by every event.</summary>
internal sealed class AllFilter(IReadOnlyList<EventFilter> filters) : EventFilter
{
    private readonly EventFilter[] _filters = [.. filters];

    /// <inheritdoc />
    public override string? OnlyType { get; } = filters.Select(filter => filter.OnlyType).FirstOrDefault(type => type is not null);

    /// <inheritdoc />
    public override bool Matches(CloudEvent cloudEvent)
    {
        foreach (var filter in _filters)
        {
            if (!filter.Matches(cloudEvent))
                return false;
        }

        return true;
    }

    /// <inheritdoc />
    public override string Describe() => _filters.Length == 0 ? "*" : string.Join(" and ", _filters.Select(filter => filter.Describe()));
}

namespace Wasmill.Events.Filters.Matching;

/// <summary>Passed when a filter is not passed.</summary>
internal sealed class NotFilter(EventFilter filter) : EventFilter
{
    /// <inheritdoc />
    internal override int Cost => filter.Cost;

    /// <inheritdoc />
    public override bool Matches(CloudEvent cloudEvent) => !filter.Matches(cloudEvent);

    /// <inheritdoc />
    public override string Describe() => filter is AnyFilter ? $"not {filter.Describe()}" : $"not ({filter.Describe()})";
}

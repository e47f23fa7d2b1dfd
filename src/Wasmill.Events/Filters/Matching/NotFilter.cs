namespace Wasmill.Events.Filters.Matching;

/// <summary>A filter that passes if another filter does not.</summary>
internal sealed class NotFilter(EventFilter filter) : EventFilter
{
    /// <inheritdoc />
    internal override int Cost => filter.Cost;

    /// <inheritdoc />
    public override bool Matches(CloudEvent cloudEvent) => !filter.Matches(cloudEvent);

    /// <inheritdoc />
    public override string Describe() => filter is AnyFilter ? $"not {filter.Describe()}" : $"not ({filter.Describe()})";
}

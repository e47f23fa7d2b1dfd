namespace Wasmill.Events.Filters;

/// <summary>The dialect <c>all</c>: the event must pass every filter.</summary>
/// <param name="Filters">The filters; at least one.</param>
public sealed record AllCondition(IReadOnlyList<FilterConfig> Filters) : FilterCondition;

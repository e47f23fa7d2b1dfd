namespace Wasmill.Events.Filters;

/// <summary>The dialect <c>all</c>: every filter must be passed.</summary>
/// <param name="Filters">At least one.</param>
public sealed record AllCondition(IReadOnlyList<FilterConfig> Filters) : FilterCondition;

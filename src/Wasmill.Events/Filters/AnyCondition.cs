namespace Wasmill.Events.Filters;

/// <summary>The dialect <c>any</c>: the event must pass at least one filter.</summary>
/// <param name="Filters">The filters; at least one.</param>
public sealed record AnyCondition(IReadOnlyList<FilterConfig> Filters) : FilterCondition;

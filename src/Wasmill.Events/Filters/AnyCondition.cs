namespace Wasmill.Events.Filters;

/// <summary>The dialect <c>any</c>: at least one filter must be passed.</summary>
/// <param name="Filters">At least one.</param>
public sealed record AnyCondition(IReadOnlyList<FilterConfig> Filters) : FilterCondition;

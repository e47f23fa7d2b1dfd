namespace Wasmill.Events.Filters;

/// <summary>
/// The dialect <c>not</c>: the event must not pass the filter. An event that lacks the filter's attribute does not pass the filter, so it
/// passes the condition.
/// </summary>
/// <param name="Filter">The negated filter; not <see cref="FilterConfig.Everything"/>.</param>
public sealed record NotCondition(FilterConfig Filter) : FilterCondition;

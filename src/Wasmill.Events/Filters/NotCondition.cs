namespace Wasmill.Events.Filters;

/// <summary>The dialect <c>not</c>: the filter must not be passed. Not to be passed is also what happens when an attribute is absent.</summary>
/// <param name="Filter">The filter; not <see cref="FilterConfig.Everything"/>.</param>
public sealed record NotCondition(FilterConfig Filter) : FilterCondition;

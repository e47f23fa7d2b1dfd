using Wasmill.Events.Filters.Matching;

namespace Wasmill.Events.Filters;

/// <summary>The result of <see cref="FilterConfig.Check"/>.</summary>
/// <param name="Filter">The compiled filter; null if there is an error.</param>
/// <param name="Errors">All errors.</param>
/// <param name="Warnings">Parts that are valid but probably unintended.</param>
public sealed record FilterCheck(EventFilter? Filter, IReadOnlyList<FilterProblem> Errors, IReadOnlyList<FilterProblem> Warnings);

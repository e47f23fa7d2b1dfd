using Wasmill.Events.Filters.Matching;

namespace Wasmill.Events.Filters;

/// <summary>What <see cref="FilterConfig.Check"/> found.</summary>
/// <param name="Filter">The compiled filter, or null when there is an error: a filter is taken whole or not at all.</param>
/// <param name="Errors">Everything that is wrong.</param>
/// <param name="Warnings">What is allowed and hardly meant.</param>
public sealed record FilterCheck(EventFilter? Filter, IReadOnlyList<FilterProblem> Errors, IReadOnlyList<FilterProblem> Warnings);

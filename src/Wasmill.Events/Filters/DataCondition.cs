using Wasmill.Events.Filters.Data;

namespace Wasmill.Events.Filters;

/// <summary>
/// The dialect <c>data</c>, specific to Wasmill: tests on values in a JSON payload. All must pass. An event without a payload, or with one
/// that is not JSON, never passes.
/// </summary>
/// <param name="Tests">The tests: at least one, at most 256 in one filter.</param>
public sealed record DataCondition(IReadOnlyList<DataTest> Tests) : FilterCondition;

namespace Wasmill.Events.Filters.Data;

/// <summary>A test on a value of the payload.</summary>
/// <param name="Pointer">The location of the value: a JSON Pointer (RFC 6901) such as <c>/order/items/0</c>, of at most 64 steps; empty for
/// the whole payload.</param>
/// <param name="Comparison">The comparison.</param>
/// <param name="Operands">The values to compare with: one or more for <see cref="DataComparison.In"/>, one for all others.</param>
public sealed record DataTest(string Pointer, DataComparison Comparison, IReadOnlyList<DataValue> Operands);

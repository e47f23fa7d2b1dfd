namespace Wasmill.Events.Filters.Data;

/// <summary>One test on one value of the payload.</summary>
/// <param name="Pointer">Where the value is: a JSON Pointer (RFC 6901) such as <c>/order/items/0</c>, of at most 64 steps; empty for the whole payload.</param>
/// <param name="Comparison">How it is compared.</param>
/// <param name="Operands">What with: several for <see cref="DataComparison.In"/>, one for all others.</param>
public sealed record DataTest(string Pointer, DataComparison Comparison, IReadOnlyList<DataValue> Operands);

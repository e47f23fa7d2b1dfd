using Wasmill.Events.Cesql;
using Wasmill.Events.Scopes;

namespace Wasmill.Events.Filters.Matching;

/// <summary>A filter that passes if an expression is true; it does not pass on an error or a value of another type.</summary>
internal sealed class SqlFilter(CesqlExpression expression) : EventFilter
{
    // More than a few attribute comparisons, less than reading a payload.
    private const int CostOfExpression = 20;

    /// <inheritdoc />
    public override TypeScope Scope { get; } = expression.Scope;

    /// <inheritdoc />
    internal override int Cost => CostOfExpression;

    /// <inheritdoc />
    public override bool Matches(CloudEvent cloudEvent) => expression.Evaluate(cloudEvent).IsMatch;

    /// <inheritdoc />
    public override string Describe() => $"sql ({expression.Text.ReplaceLineEndings(" ")})";
}

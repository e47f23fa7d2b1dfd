using Wasmill.Events.Cesql.Values;
using Wasmill.Events.Scopes;

namespace Wasmill.Events.Cesql.Nodes;

// Tested by: CesqlEvaluationTests, ConformanceTests
/// <summary>
/// <c>x IN (a, b)</c> and <c>x NOT IN (a, b)</c>. The elements are evaluated and cast to the type of x in order, up to the first that is
/// equal.
/// </summary>
internal sealed class InNode(int column, bool negated, CesqlNode operand, IReadOnlyList<CesqlNode> set)
    : CesqlNode(column, CesqlType.Boolean, Math.Max(operand.Depth, set.Max(element => element.Depth)) + 1)
{
    private readonly CesqlNode[] _set = [.. set];

    /// <inheritdoc />
    public override TypeScope Scope
        => !negated && operand is AttributeNode { Name: "type" } && _set.All(element => element is LiteralNode { Type: CesqlType.String })
            ? TypeScope.Exact(_set.Select(element => ((LiteralNode)element).Value.Text))
            : TypeScope.Anything;

    /// <inheritdoc />
    public override CesqlValue Evaluate(CloudEvent cloudEvent, ref CesqlError error)
    {
        var value = operand.Evaluate(cloudEvent, ref error);
        if (error.IsSet)
            return default;
        foreach (var element in _set)
        {
            var elementValue = element.Evaluate(cloudEvent, ref error);
            if (error.IsSet)
                return default;
            var cast = CesqlCast.To(value.Type, elementValue, element.Column, ref error);
            if (error.IsSet)
                return default;
            if (cast == value)
                return CesqlValue.From(!negated);
        }

        return CesqlValue.From(negated);
    }
}

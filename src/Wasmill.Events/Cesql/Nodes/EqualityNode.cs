using Wasmill.Events.Cesql.Values;
using Wasmill.Events.Scopes;

namespace Wasmill.Events.Cesql.Nodes;

/// <summary><c>x = y</c> and <c>x != y</c>. Defined for every type: the left operand is cast to the type of the right one.</summary>
internal sealed class EqualityNode(int column, bool negated, CesqlNode left, CesqlNode right)
    : CesqlNode(column, CesqlType.Boolean, Math.Max(left.Depth, right.Depth) + 1)
{
    /// <inheritdoc />
    public override TypeScope Scope => (negated, left, right) switch
    {
        (false, AttributeNode { Name: "type" }, LiteralNode { Type: CesqlType.String } literal) => TypeScope.Exact([literal.Value.Text]),
        (false, LiteralNode { Type: CesqlType.String } literal, AttributeNode { Name: "type" }) => TypeScope.Exact([literal.Value.Text]),
        _ => TypeScope.Anything,
    };

    /// <inheritdoc />
    public override CesqlValue Evaluate(CloudEvent cloudEvent, ref CesqlError error)
    {
        var leftValue = left.Evaluate(cloudEvent, ref error);
        if (error.IsSet)
            return default;
        var rightValue = right.Evaluate(cloudEvent, ref error);
        if (error.IsSet)
            return default;
        var cast = CesqlCast.To(rightValue.Type, leftValue, left.Column, ref error);
        return CesqlValue.From(!error.IsSet && cast == rightValue != negated);
    }
}

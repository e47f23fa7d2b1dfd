using Wasmill.Events.Cesql.Values;

namespace Wasmill.Events.Cesql.Nodes;

/// <summary><c>x &lt; y</c> and the other ordering operators. They are defined for Integers only, so both operands are cast.</summary>
internal sealed class ComparisonNode(int column, Comparison comparison, CesqlNode left, CesqlNode right)
    : CesqlNode(column, CesqlType.Boolean, Math.Max(left.Depth, right.Depth) + 1)
{
    /// <inheritdoc />
    public override CesqlValue Evaluate(CloudEvent cloudEvent, ref CesqlError error)
    {
        var leftValue = left.Evaluate(cloudEvent, ref error);
        if (error.IsSet)
            return default;
        var rightValue = right.Evaluate(cloudEvent, ref error);
        if (error.IsSet)
            return default;
        var x = CesqlCast.ToInteger(leftValue, left.Column, ref error);
        if (error.IsSet)
            return default;
        var y = CesqlCast.ToInteger(rightValue, right.Column, ref error);
        return CesqlValue.From(!error.IsSet && comparison switch
        {
            Comparison.Less => x < y,
            Comparison.LessOrEqual => x <= y,
            Comparison.Greater => x > y,
            _ => x >= y,
        });
    }
}

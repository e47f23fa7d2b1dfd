using Wasmill.Events.Cesql.Values;

namespace Wasmill.Events.Cesql.Nodes;

/// <summary><c>-x</c>.</summary>
internal sealed class NegateNode(int column, CesqlNode operand) : CesqlNode(column, CesqlType.Integer, operand.Depth + 1)
{
    /// <inheritdoc />
    public override CesqlValue Evaluate(CloudEvent cloudEvent, ref CesqlError error)
    {
        var operandValue = operand.Evaluate(cloudEvent, ref error);
        if (error.IsSet)
            return CesqlValue.From(0);
        var value = CesqlCast.ToInteger(operandValue, operand.Column, ref error);
        if (value != int.MinValue)
            return CesqlValue.From(-value);
        error = new CesqlError(CesqlErrorKind.Math, Column, ArithmeticNode.Overflow, "");
        return CesqlValue.From(0);
    }
}

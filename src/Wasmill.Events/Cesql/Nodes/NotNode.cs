using Wasmill.Events.Cesql.Values;

namespace Wasmill.Events.Cesql.Nodes;

/// <summary><c>NOT x</c>.</summary>
internal sealed class NotNode(int column, CesqlNode operand) : CesqlNode(column, CesqlType.Boolean, operand.Depth + 1)
{
    /// <inheritdoc />
    public override CesqlValue Evaluate(CloudEvent cloudEvent, ref CesqlError error)
    {
        var value = operand.Evaluate(cloudEvent, ref error);
        return CesqlValue.From(!error.IsSet && !CesqlCast.ToBoolean(value, operand.Column, ref error) && !error.IsSet);
    }
}

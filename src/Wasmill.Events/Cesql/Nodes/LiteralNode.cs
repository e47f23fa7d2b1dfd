using Wasmill.Events.Cesql.Values;

namespace Wasmill.Events.Cesql.Nodes;

/// <summary>A literal value.</summary>
internal sealed class LiteralNode(int column, CesqlValue value) : CesqlNode(column, value.Type, 1)
{
    /// <summary>The value.</summary>
    public CesqlValue Value => value;

    /// <inheritdoc />
    public override CesqlValue Evaluate(CloudEvent cloudEvent, ref CesqlError error) => value;
}

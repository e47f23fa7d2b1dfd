using Wasmill.Events.Cesql.Values;

namespace Wasmill.Events.Cesql.Nodes;

/// <summary><c>EXISTS name</c>.</summary>
internal sealed class ExistsNode(int column, string name) : CesqlNode(column, CesqlType.Boolean, 1)
{
    /// <inheritdoc />
    public override CesqlValue Evaluate(CloudEvent cloudEvent, ref CesqlError error)
        => CesqlValue.From(cloudEvent.GetAttribute(name) is not null);
}

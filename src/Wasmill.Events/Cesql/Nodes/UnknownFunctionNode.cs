using Wasmill.Events.Cesql.Values;

namespace Wasmill.Events.Cesql.Nodes;

/// <summary>A call of a function that does not exist: false with an error, by CESQL 1.0, section 3.5.</summary>
internal sealed class UnknownFunctionNode(int column, string name) : CesqlNode(column, CesqlType.Boolean, 1)
{
    /// <inheritdoc />
    public override CesqlValue Evaluate(CloudEvent cloudEvent, ref CesqlError error)
    {
        error = new CesqlError(CesqlErrorKind.MissingFunction, Column, "there is no function of this name with so many arguments", name);
        return default;
    }
}

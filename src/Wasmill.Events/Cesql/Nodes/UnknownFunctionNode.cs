using Wasmill.Events.Cesql.Values;

namespace Wasmill.Events.Cesql.Nodes;

/// <summary>A call of a function that does not exist: evaluates to false with an error (CESQL 1.0, section 3.5).</summary>
internal sealed class UnknownFunctionNode(int column, string name) : CesqlNode(column, CesqlType.Boolean, 1)
{
    /// <inheritdoc />
    public override CesqlValue Evaluate(CloudEvent cloudEvent, ref CesqlError error)
    {
        error = new CesqlError(CesqlErrorKind.MissingFunction, Column, "no function has this name and number of arguments", name);
        return default;
    }
}

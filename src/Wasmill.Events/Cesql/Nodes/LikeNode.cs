using Wasmill.Events.Cesql.Text;
using Wasmill.Events.Cesql.Values;
using Wasmill.Events.Scopes;

namespace Wasmill.Events.Cesql.Nodes;

/// <summary><c>x LIKE 'pattern'</c> and <c>x NOT LIKE 'pattern'</c>.</summary>
internal sealed class LikeNode(int column, bool negated, CesqlNode operand, string pattern)
    : CesqlNode(column, CesqlType.Boolean, operand.Depth + 1)
{
    private readonly LikePattern _pattern = new(pattern);

    /// <inheritdoc />
    public override TypeScope Scope => !negated && operand is AttributeNode { Name: "type" } ? _pattern.Scope : TypeScope.Anything;

    /// <inheritdoc />
    public override CesqlValue Evaluate(CloudEvent cloudEvent, ref CesqlError error)
    {
        var value = operand.Evaluate(cloudEvent, ref error);
        return CesqlValue.From(!error.IsSet && _pattern.IsMatch(value.ToString()) != negated);
    }
}

using Wasmill.Events.Cesql.Values;
using Wasmill.Events.Scopes;

namespace Wasmill.Events.Cesql.Nodes;

// Tested by: CesqlEvaluationTests, ConformanceTests
/// <summary>
/// <c>a AND b OR c</c>: a chain of logical operators, applied from left to right because all have the same precedence (CESQL 1.0, section
/// 3.6). The chain is flat, so a thousand operands need no more stack than two.
/// </summary>
internal sealed class LogicNode(int column, CesqlNode first, IReadOnlyList<(LogicOperator Operator, CesqlNode Operand)> rest)
    : CesqlNode(column, CesqlType.Boolean, Math.Max(first.Depth, rest.Max(step => step.Operand.Depth)) + 1)
{
    private readonly (LogicOperator Operator, CesqlNode Operand)[] _rest = [.. rest];

    /// <inheritdoc />
    public override TypeScope Scope
    {
        get
        {
            var scopes = _rest.Select(step => step.Operand.Scope).Prepend(first.Scope);
            return _rest.All(step => step.Operator == LogicOperator.And) ? TypeScope.All(scopes)
                : _rest.All(step => step.Operator == LogicOperator.Or) ? TypeScope.Any(scopes)
                : TypeScope.Anything;
        }
    }

    /// <inheritdoc />
    public override CesqlValue Evaluate(CloudEvent cloudEvent, ref CesqlError error)
    {
        var result = EvaluateOperand(first, cloudEvent, ref error);
        foreach (var (operation, operand) in _rest)
        {
            if (error.IsSet)
                return default;
            result = operation switch
            {
                LogicOperator.And => result && EvaluateOperand(operand, cloudEvent, ref error),
                LogicOperator.Or => result || EvaluateOperand(operand, cloudEvent, ref error),
                _ => result ^ EvaluateOperand(operand, cloudEvent, ref error),
            };
        }

        return CesqlValue.From(result && !error.IsSet);
    }

    private static bool EvaluateOperand(CesqlNode operand, CloudEvent cloudEvent, ref CesqlError error)
    {
        var value = operand.Evaluate(cloudEvent, ref error);
        return !error.IsSet && CesqlCast.ToBoolean(value, operand.Column, ref error);
    }
}

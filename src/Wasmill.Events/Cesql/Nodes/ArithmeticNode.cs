using Wasmill.Events.Cesql.Values;

namespace Wasmill.Events.Cesql.Nodes;

// Tested by: CesqlEvaluationTests, ConformanceTests
/// <summary>
/// <c>x + y</c> and the other operators on two Integers. A result that does not fit in 32 bits is a math error with the value 0, as is a
/// division by zero.
/// </summary>
internal sealed class ArithmeticNode(int column, char operation, CesqlNode left, CesqlNode right)
    : CesqlNode(column, CesqlType.Integer, Math.Max(left.Depth, right.Depth) + 1)
{
    /// <summary>The error message for a result that does not fit in 32 bits.</summary>
    public const string Overflow = "the result does not fit in 32 bits";

    /// <inheritdoc />
    public override CesqlValue Evaluate(CloudEvent cloudEvent, ref CesqlError error)
    {
        var leftValue = left.Evaluate(cloudEvent, ref error);
        if (error.IsSet)
            return CesqlValue.From(0);
        var rightValue = right.Evaluate(cloudEvent, ref error);
        if (error.IsSet)
            return CesqlValue.From(0);
        long x = CesqlCast.ToInteger(leftValue, left.Column, ref error);
        if (error.IsSet)
            return CesqlValue.From(0);
        long y = CesqlCast.ToInteger(rightValue, right.Column, ref error);
        if (error.IsSet)
            return CesqlValue.From(0);
        if (y == 0 && operation is '/' or '%')
            return Fail("division by zero", ref error);
        // 64 bits hold every result of two 32-bit operands.
        var result = operation switch
        {
            '+' => x + y,
            '-' => x - y,
            '*' => x * y,
            '/' => x / y,
            _ => x % y,
        };
        return result is >= int.MinValue and <= int.MaxValue ? CesqlValue.From((int)result) : Fail(Overflow, ref error);
    }

    private CesqlValue Fail(string problem, ref CesqlError error)
    {
        error = new CesqlError(CesqlErrorKind.Math, Column, problem, "");
        return CesqlValue.From(0);
    }
}

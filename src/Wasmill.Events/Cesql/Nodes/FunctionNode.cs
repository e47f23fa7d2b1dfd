using Wasmill.Events.Cesql.Functions;
using Wasmill.Events.Cesql.Values;

namespace Wasmill.Events.Cesql.Nodes;

/// <summary>A call of a built-in function. Its arguments are evaluated and cast from left to right.</summary>
internal sealed class FunctionNode(int column, CesqlFunction function, IReadOnlyList<CesqlNode> arguments)
    : CesqlNode(column, function.Result, arguments.Select(argument => argument.Depth).DefaultIfEmpty().Max() + 1)
{
    private readonly CesqlNode[] _arguments = [.. arguments];

    /// <inheritdoc />
    public override CesqlValue Evaluate(CloudEvent cloudEvent, ref CesqlError error)
    {
        var buffer = default(ArgumentBuffer);
        var values = _arguments.Length <= ArgumentBuffer.Length
            ? ((Span<CesqlValue>)buffer)[.._arguments.Length]
            : new CesqlValue[_arguments.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = _arguments[i].Evaluate(cloudEvent, ref error);
            if (!error.IsSet)
                values[i] = CesqlCast.To(function.ParameterAt(i), values[i], _arguments[i].Column, ref error);
            if (error.IsSet)
                return CesqlValue.Zero(function.Result);
        }

        var problem = function.Body(values, out var result);
        if (problem is not null)
            error = new CesqlError(function.ErrorKind, Column, problem, "");
        return result;
    }
}

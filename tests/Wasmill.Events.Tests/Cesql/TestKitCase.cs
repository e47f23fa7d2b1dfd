using Wasmill.Events.Cesql;
using Wasmill.Events.Cesql.Values;

namespace Wasmill.Events.Tests.Cesql;

/// <summary>A case of the conformance kit.</summary>
internal sealed record TestKitCase(string Name, string Expression, CesqlValue? Result, string? Error, CloudEvent Event)
{
    /// <summary>Null when the expression does what the case says, else what it does.</summary>
    public string? Run()
    {
        if (CesqlExpression.Parse(Expression, out var expression) is { } problem)
            return Error == "parse" ? null : $"column {problem.Column}: {problem.Message}";
        var result = expression!.Evaluate(Event);
        var error = result.Error.IsSet ? result.Error.Kind.ToString() : null;
        return result.Value == Result && string.Equals(error, Error, StringComparison.OrdinalIgnoreCase)
            ? null
            : $"{result.Value.Type} {result.Value}, error {error ?? "none"}";
    }
}

namespace Wasmill.Events.Filters.Data;

/// <summary>What a <see cref="DataTest"/> must be.</summary>
internal static class DataRules
{
    // The reader goes one frame deeper for each step.
    private const int MostSteps = 64;

    /// <summary>Everything that is wrong with a test.</summary>
    public static IEnumerable<string> Check(DataTest test)
    {
        if (JsonPointer.TryParse(test.Pointer) is not { } steps)
            yield return $"\"{test.Pointer}\" is no JSON Pointer: it is empty or begins with /, and has ~ only in ~0 (for ~) and ~1 (for /)";
        else if (steps.Length > MostSteps)
            yield return $"the pointer has more than {MostSteps} steps";

#pragma warning disable CA1308 // The words are in lower case.
        var word = test.Comparison.ToString().ToLowerInvariant();
#pragma warning restore CA1308
        if (test.Operands.Count == 0 || test.Operands.Count > 1 && test.Comparison != DataComparison.In)
            yield return test.Comparison == DataComparison.In ? "in needs at least one value" : $"{word} needs one value";
        foreach (var operand in test.Operands)
        {
            if (CheckOperand(test.Comparison, operand) is { } problem)
                yield return $"{word} {problem}, not {operand}";
        }
    }

    private static string? CheckOperand(DataComparison comparison, DataValue operand) => comparison switch
    {
        _ when operand.Kind == DataValueKind.Number && DataNumber.TryParse(operand.Text) is null => "needs a number that can be read",
        DataComparison.Gt or DataComparison.Ge or DataComparison.Lt or DataComparison.Le when operand.Kind is not (DataValueKind.Number or DataValueKind.String) => "needs a number or a text",
        DataComparison.Prefix or DataComparison.Suffix when operand is not { Kind: DataValueKind.String, Text.Length: > 0 } => "needs a text that is not empty",
        DataComparison.Exists when operand.Kind != DataValueKind.Boolean => "needs true or false",
        _ => null,
    };
}

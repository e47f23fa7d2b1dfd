namespace Wasmill.Events.Filters.Data;

// Tested by: DataFilterTests
/// <summary>The rules for a <see cref="DataTest"/>.</summary>
internal static class DataRules
{
    // The filter uses one stack frame for each step.
    private const int MostSteps = 64;

    /// <summary>Finds all problems of a test.</summary>
    public static IEnumerable<string> Check(DataTest test)
    {
        if (JsonPointer.TryParse(test.Pointer) is not { } steps)
            yield return $"\"{test.Pointer}\" is not a valid JSON Pointer; use an empty string or one that starts with /, "
                + "with ~ written as ~0 and / in a name as ~1";
        else if (steps.Length > MostSteps)
            yield return $"the pointer must have at most {MostSteps} steps";

#pragma warning disable CA1308 // The words are lowercase.
        var word = test.Comparison.ToString().ToLowerInvariant();
#pragma warning restore CA1308
        if (test.Operands.Count == 0 || test.Operands.Count > 1 && test.Comparison != DataComparison.In)
            yield return test.Comparison == DataComparison.In ? "in requires at least one value" : $"{word} requires one value";
        foreach (var operand in test.Operands)
        {
            if (CheckOperand(test.Comparison, operand) is { } problem)
                yield return $"{word} {problem}, not {operand}";
        }
    }

    private static string? CheckOperand(DataComparison comparison, DataValue operand) => comparison switch
    {
        _ when operand.Kind == DataValueKind.Number && DataNumber.TryParse(operand.Text) is null => "requires a valid number",
        DataComparison.Gt or DataComparison.Ge or DataComparison.Lt or DataComparison.Le
            when operand.Kind is not (DataValueKind.Number or DataValueKind.String) => "requires a number or a string",
        DataComparison.Prefix or DataComparison.Suffix
            when operand is not { Kind: DataValueKind.String, Text.Length: > 0 } => "requires a non-empty string",
        DataComparison.Exists when operand.Kind != DataValueKind.Boolean => "requires true or false",
        _ => null,
    };
}

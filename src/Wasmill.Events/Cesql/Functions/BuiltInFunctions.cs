using Wasmill.Events.Cesql.Values;

namespace Wasmill.Events.Cesql.Functions;

// Tested by: CesqlEvaluationTests, ConformanceTests
/// <summary>
/// The functions of CESQL 1.0, section 3.5. A cast is a function that returns its argument: casting the argument to the parameter type does
/// the work.
/// </summary>
internal static class BuiltInFunctions
{
    private const CesqlType Text = CesqlType.String;
    private const CesqlType Number = CesqlType.Integer;
    private const CesqlType Truth = CesqlType.Boolean;

    private static readonly CesqlFunction[] All =
    [
        new("LENGTH", [Text], null, Number, StringFunctions.Length),
        new("CONCAT", [], Text, Text, StringFunctions.Concat),
        new("CONCAT_WS", [Text], Text, Text, StringFunctions.ConcatWithSeparator),
        new("LOWER", [Text], null, Text, StringFunctions.Lower),
        new("UPPER", [Text], null, Text, StringFunctions.Upper),
        new("TRIM", [Text], null, Text, StringFunctions.Trim),
        new("LEFT", [Text, Number], null, Text, StringFunctions.Left),
        new("RIGHT", [Text, Number], null, Text, StringFunctions.Right),
        new("SUBSTRING", [Text, Number], null, Text, StringFunctions.Substring),
        new("SUBSTRING", [Text, Number, Number], null, Text, StringFunctions.Substring),
        new("ABS", [Number], null, Number, Abs, CesqlErrorKind.Math),
        new("INT", [Number], null, Number, Same),
        new("BOOL", [Truth], null, Truth, Same),
        new("STRING", [Text], null, Text, Same),
    ];

    /// <summary>The names of the functions.</summary>
    public static IEnumerable<string> Names => All.Select(function => function.Name).Distinct(StringComparer.Ordinal);

    /// <summary>Finds the function with a name (case-insensitive) that accepts a number of arguments; null if no function does.</summary>
    public static CesqlFunction? Find(string name, int arguments)
        => All.FirstOrDefault(function => function.Name.Equals(name, StringComparison.OrdinalIgnoreCase) && function.Takes(arguments));

    private static string? Same(ReadOnlySpan<CesqlValue> arguments, out CesqlValue result)
    {
        result = arguments[0];
        return null;
    }

    private static string? Abs(ReadOnlySpan<CesqlValue> arguments, out CesqlValue result)
    {
        var value = arguments[0].Number;
        result = CesqlValue.From(value == int.MinValue ? int.MaxValue : Math.Abs(value));
        return value == int.MinValue ? "the absolute value of -2147483648 does not fit in 32 bits" : null;
    }
}

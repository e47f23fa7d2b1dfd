using System.Globalization;
using Wasmill.Events.Cesql.Parsing;
using Wasmill.Events.Cesql.Values;

namespace Wasmill.Filtering;

/// <summary>Describes an error in a CESQL expression.</summary>
internal static class ExpressionText
{
    /// <summary>The message, and the expression with a mark below the place when it is one line that a terminal can show.</summary>
    public static string Describe(string expression, CesqlParseError error)
    {
        var message = string.Create(CultureInfo.InvariantCulture, $"the expression is not valid at column {error.Column}: {error.Message}");
        return expression.Length is 0 or > 200 || expression.Any(char.IsControl)
            ? message
            : $"{message}{Environment.NewLine}  {expression}{Environment.NewLine}  {new string(' ', error.Column - 1)}^";
    }

    /// <summary>An error's kind as the specification's test kit spells it: <c>missingAttribute</c>.</summary>
    public static string KindOf(CesqlError error)
    {
        var name = error.Kind.ToString();
        return char.ToLowerInvariant(name[0]) + name[1..];
    }
}

using System.Globalization;
using System.Text;

namespace Wasmill.Events.Cesql.Values;

// Tested by: CesqlEvaluationTests, ConformanceTests
/// <summary>
/// The casts between CESQL's types (CESQL 1.0, section 3.7). Only casts from String can fail; they then return the zero value.
/// </summary>
internal static class CesqlCast
{
    public static bool ToBoolean(CesqlValue value, int column, ref CesqlError error)
    {
        if (value.Type != CesqlType.String)
            return value.Number != 0;
        if (Ascii.EqualsIgnoreCase(value.Text, "true"))
            return true;
        if (!Ascii.EqualsIgnoreCase(value.Text, "false"))
            error = new CesqlError(CesqlErrorKind.Cast, column, "the string is neither true nor false", value.Text);
        return false;
    }

    public static int ToInteger(CesqlValue value, int column, ref CesqlError error)
    {
        if (value.Type != CesqlType.String)
            return value.Number;
        if (TryParse(value.Text, out var number))
            return number;
        error = new CesqlError(CesqlErrorKind.Cast, column, "the string is not a 32-bit integer", value.Text);
        return 0;
    }

    public static CesqlValue To(CesqlType type, CesqlValue value, int column, ref CesqlError error)
        => value.Type == type ? value : type switch
        {
            CesqlType.Boolean => CesqlValue.From(ToBoolean(value, column, ref error)),
            CesqlType.Integer => CesqlValue.From(ToInteger(value, column, ref error)),
            _ => CesqlValue.From(value.ToString()),
        };

    /// <summary>Parses decimal digits with at most one leading sign.</summary>
    // int.TryParse alone accepts trailing NUL characters.
    public static bool TryParse(ReadOnlySpan<char> text, out int number)
    {
        number = 0;
        var digits = text is ['+' or '-', ..] ? text[1..] : text;
        return digits.Length > 0
            && !digits.ContainsAnyExceptInRange('0', '9')
            && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
    }
}

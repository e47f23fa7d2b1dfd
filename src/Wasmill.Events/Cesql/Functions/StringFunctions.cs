using System.Text;
using Wasmill.Events.Cesql.Text;
using Wasmill.Events.Cesql.Values;

namespace Wasmill.Events.Cesql.Functions;

// Tested by: CesqlEvaluationTests, ConformanceTests
/// <summary>The string functions of CESQL 1.0, section 3.5.1. Lengths and positions count Unicode characters.</summary>
internal static class StringFunctions
{
    // An event's attributes are within 1 MiB, but an expression can name one ten thousand times.
    private const int LongestText = 1024 * 1024;

    public static string? Length(ReadOnlySpan<CesqlValue> arguments, out CesqlValue result)
    {
        result = CesqlValue.Of(Characters.Count(arguments[0].Text));
        return null;
    }

    public static string? Concat(ReadOnlySpan<CesqlValue> arguments, out CesqlValue result)
    {
        return Join("", arguments, out result);
    }

    public static string? ConcatWithSeparator(ReadOnlySpan<CesqlValue> arguments, out CesqlValue result)
    {
        return Join(arguments[0].Text, arguments[1..], out result);
    }

    public static string? Lower(ReadOnlySpan<CesqlValue> arguments, out CesqlValue result)
    {
#pragma warning disable CA1308 // Lower case is what the function is for.
        result = CesqlValue.Of(arguments[0].Text.ToLowerInvariant());
#pragma warning restore CA1308
        return null;
    }

    public static string? Upper(ReadOnlySpan<CesqlValue> arguments, out CesqlValue result)
    {
        result = CesqlValue.Of(arguments[0].Text.ToUpperInvariant());
        return null;
    }

    public static string? Trim(ReadOnlySpan<CesqlValue> arguments, out CesqlValue result)
    {
        result = CesqlValue.Of(arguments[0].Text.Trim());
        return null;
    }

    public static string? Left(ReadOnlySpan<CesqlValue> arguments, out CesqlValue result)
    {
        var (text, count) = (arguments[0].Text, arguments[1].Number);
        result = CesqlValue.Of(count < 0 ? text : text[..Characters.Offset(text, count)]);
        return count < 0 ? "LEFT cannot take a negative number of characters" : null;
    }

    public static string? Right(ReadOnlySpan<CesqlValue> arguments, out CesqlValue result)
    {
        var (text, count) = (arguments[0].Text, arguments[1].Number);
        result = CesqlValue.Of(count < 0 ? text : text[Characters.Offset(text, Math.Max(0, Characters.Count(text) - count))..]);
        return count < 0 ? "RIGHT cannot take a negative number of characters" : null;
    }

    public static string? Substring(ReadOnlySpan<CesqlValue> arguments, out CesqlValue result)
    {
        var (text, position) = (arguments[0].Text, arguments[1].Number);
        // 64 bits: the negative of the least 32 bit number, and a start plus a length, are outside of 32.
        long length = arguments.Length > 2 ? arguments[2].Number : int.MaxValue;
        long count = Characters.Count(text);
        result = CesqlValue.Of("");
        if (length < 0)
            return "SUBSTRING cannot have a negative length";
        if (position > count || position < -count)
            return "SUBSTRING begins outside of the text";
        if (position == 0)
            return null;
        var start = position > 0 ? position - 1 : count + position;
        result = CesqlValue.Of(text[Characters.Offset(text, start)..Characters.Offset(text, start + length)]);
        return null;
    }

    private static string? Join(string separator, ReadOnlySpan<CesqlValue> values, out CesqlValue result)
    {
        result = CesqlValue.Of("");
        var length = 0L;
        foreach (var value in values)
            length += separator.Length + value.Text.Length;
        if (length > LongestText)
            return "the result is longer than 1,048,576 characters";
        if (values.Length < 2)
        {
            result = values.Length == 0 ? result : values[0];
            return null;
        }

        var text = new StringBuilder(values[0].Text, (int)length);
        foreach (var value in values[1..])
            text.Append(separator).Append(value.Text);
        result = CesqlValue.Of(text.ToString());
        return null;
    }
}

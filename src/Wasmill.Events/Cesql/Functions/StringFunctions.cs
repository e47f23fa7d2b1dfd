using System.Text;
using Wasmill.Events.Cesql.Text;
using Wasmill.Events.Cesql.Values;

namespace Wasmill.Events.Cesql.Functions;

// Tested by: CesqlEvaluationTests, ConformanceTests
/// <summary>The string functions of CESQL 1.0, section 3.5.1. Lengths and positions count Unicode characters.</summary>
internal static class StringFunctions
{
    // An event's attributes fit in 1 MiB, but an expression can repeat one of them ten thousand times.
    private const int LongestText = 1024 * 1024;

    public static string? Length(ReadOnlySpan<CesqlValue> arguments, out CesqlValue result)
    {
        result = CesqlValue.From(Characters.Count(arguments[0].Text));
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
#pragma warning disable CA1308 // The function converts to lower case by definition.
        result = CesqlValue.From(arguments[0].Text.ToLowerInvariant());
#pragma warning restore CA1308
        return null;
    }

    public static string? Upper(ReadOnlySpan<CesqlValue> arguments, out CesqlValue result)
    {
        result = CesqlValue.From(arguments[0].Text.ToUpperInvariant());
        return null;
    }

    public static string? Trim(ReadOnlySpan<CesqlValue> arguments, out CesqlValue result)
    {
        result = CesqlValue.From(arguments[0].Text.Trim());
        return null;
    }

    public static string? Left(ReadOnlySpan<CesqlValue> arguments, out CesqlValue result)
    {
        var (text, count) = (arguments[0].Text, arguments[1].Number);
        result = CesqlValue.From(count < 0 ? text : text[..Characters.Offset(text, count)]);
        return count < 0 ? "the length of LEFT must not be negative" : null;
    }

    public static string? Right(ReadOnlySpan<CesqlValue> arguments, out CesqlValue result)
    {
        var (text, count) = (arguments[0].Text, arguments[1].Number);
        result = CesqlValue.From(count < 0 ? text : text[Characters.Offset(text, Math.Max(0, Characters.Count(text) - count))..]);
        return count < 0 ? "the length of RIGHT must not be negative" : null;
    }

    public static string? Substring(ReadOnlySpan<CesqlValue> arguments, out CesqlValue result)
    {
        var (text, position) = (arguments[0].Text, arguments[1].Number);
        // 64 bits: negating the smallest 32-bit number, and adding a start and a length, overflow 32 bits.
        long length = arguments.Length > 2 ? arguments[2].Number : int.MaxValue;
        long count = Characters.Count(text);
        result = CesqlValue.From("");
        if (length < 0)
            return "the length of SUBSTRING must not be negative";
        if (position > count || position < -count)
            return "the position of SUBSTRING is outside the string";
        if (position == 0)
            return null;
        var start = position > 0 ? position - 1 : count + position;
        result = CesqlValue.From(text[Characters.Offset(text, start)..Characters.Offset(text, start + length)]);
        return null;
    }

    private static string? Join(string separator, ReadOnlySpan<CesqlValue> values, out CesqlValue result)
    {
        result = CesqlValue.From("");
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
        result = CesqlValue.From(text.ToString());
        return null;
    }
}

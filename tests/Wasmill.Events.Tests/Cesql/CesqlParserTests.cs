using Wasmill.Events.Cesql;

namespace Wasmill.Events.Tests.Cesql;

public sealed class CesqlParserTests
{
    [Theory]
    [InlineData("", 1, "the expression is empty")]
    [InlineData("  ", 3, "expected a value, not the end of the expression")]
    [InlineData("ABC(", 5, "expected a value")]
    [InlineData("(a = 1", 7, "the parenthesis in column 1 is not closed")]
    [InlineData("a = 1)", 6, "this closing parenthesis has no opening parenthesis")]
    [InlineData("a = ", 5, "expected a value")]
    [InlineData("a b", 3, "expected an operator, not \"b\"")]
    [InlineData("a == 1", 4, "expected a value, not \"=\"")]
    [InlineData("a = 'it", 5, "has no closing '")]
    [InlineData("a = 'it''s'", 9, "expected an operator, not a quoted string")]
    [InlineData("a & b", 3, "use AND")]
    [InlineData("a || b", 3, "use OR")]
    [InlineData("data.total > 1", 5, "cannot read the payload")]
    [InlineData("a = “x”", 5, "is not a valid quote")]
    [InlineData("a ! b", 3, "use NOT to negate")]
    [InlineData("a = 1;", 6, "\";\" is not valid here")]
    [InlineData("a\u0001", 2, "U+0001")]
    [InlineData("a LIKE 5", 8, "the pattern of LIKE must be a quoted string, not \"5\"")]
    [InlineData("a LIKE b", 8, "the pattern of LIKE")]
    [InlineData("a NOT = 1", 7, "expected LIKE or IN after NOT")]
    [InlineData("a IN ()", 7, "at least one element")]
    [InlineData("a IN 1", 6, "the set of IN must start with \"(\"")]
    [InlineData("a IN (1 2)", 9, "expected \",\" or \")\"")]
    [InlineData("a IN (1,)", 9, "expected a value, not \")\"")]
    [InlineData("EXISTS 'a'", 8, "EXISTS must be followed by an attribute name")]
    [InlineData("EXISTS (a)", 8, "EXISTS must be followed by an attribute name")]
    [InlineData("my_ext = 1", 1, "is not a valid attribute name")]
    [InlineData("EXISTS my_ext", 8, "is not a valid attribute name")]
    [InlineData("F2(1)", 1, "is not a valid function name")]
    [InlineData("_f(1)", 1, "is not a valid function name")]
    [InlineData("2147483648", 1, "between -2147483648 and 2147483647")]
    [InlineData("1 + -2147483649", 5, "between -2147483648 and 2147483647")]
    [InlineData("- 2147483648", 3, "between -2147483648 and 2147483647")]
    [InlineData("+ 1", 1, "expected a value, not \"+\"")]
    [InlineData("a = 1 AND", 10, "expected a value")]
    [InlineData("a\n  = $", 7, "\"$\" is not valid here")]
    public void What_is_wrong_is_named_with_its_column(string text, int column, string message)
    {
        var error = CesqlExpression.Parse(text, out var expression);
        Assert.Null(expression);
        Assert.NotNull(error);
        Assert.Equal(column, error.Column);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("(", ")")]
    [InlineData("NOT ", "")]
    [InlineData("- ", "")]
    [InlineData("ABS(", ")")]
    [InlineData("1 IN (", ")")]
    [InlineData("", " + 1")]
    [InlineData("", " LIKE 'a'")]
    public void Nesting_ends_at_200_levels_and_not_with_the_stack(string before, string after)
    {
        Assert.Null(CesqlExpression.Parse(Nested(150), out var fine));
        fine!.Evaluate(Samples.Minimal);
        foreach (var levels in (int[])[201, 5_000])
            Assert.Contains("nested at most 200 levels", CesqlExpression.Parse(Nested(levels), out _)!.Message, StringComparison.Ordinal);
        string Nested(int levels)
            => string.Concat(Enumerable.Repeat(before, levels)) + "1" + string.Concat(Enumerable.Repeat(after, levels));
    }

    [Fact]
    public void A_long_chain_of_logic_is_no_nesting()
    {
        Assert.Null(CesqlExpression.Parse(string.Join(" OR ", Enumerable.Range(0, 5_000).Select(i => $"id='{i}'")), out var expression));
        Assert.True(expression!.Evaluate(Samples.Minimal with { Id = "4999" }).IsMatch);
        Assert.False(expression.Evaluate(Samples.Minimal with { Id = "5000" }).IsMatch);
    }

    [Fact]
    public void A_text_of_more_than_64_Ki_characters_is_refused()
    {
        Assert.Null(CesqlExpression.Parse($"'{new string('a', 65_534)}'", out _));
        Assert.Contains("at most 65,536", CesqlExpression.Parse($"'{new string('a', 65_535)}'", out _)!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a = 1", true)]
    [InlineData("flag", true)]
    [InlineData("NOT a", true)]
    [InlineData("BOOL(a)", true)]
    [InlineData("'abc'", false)]
    [InlineData("type", false)]
    [InlineData("a + 1", false)]
    [InlineData("LENGTH(a)", false)]
    [InlineData("CONCAT(a)", false)]
    public void It_is_known_whether_an_expression_can_be_a_Boolean(string text, bool expected)
    {
        Assert.Null(CesqlExpression.Parse(text, out var expression));
        Assert.Equal(expected, expression!.CanBeBoolean);
    }

    [Theory]
    [InlineData("a OR b AND c", 8, "use parentheses")]
    [InlineData("NOT a LIKE 'b'", 1, "NOT binds tighter than \"LIKE\"")]
    [InlineData("b AND NOT a = 1", 7, "NOT binds tighter than \"=\"")]
    [InlineData("LENGHT(a) = 1", 1, "did you mean LENGTH?")]
    [InlineData("ABS(1, 2) = 1", 1, "ABS does not accept this number of arguments")]
    [InlineData("data = 'x'", 1, "data is not an attribute")]
    public void What_hardly_means_what_it_says_is_warned_of(string text, int column, string message)
    {
        Assert.Null(CesqlExpression.Parse(text, out var expression));
        var warning = Assert.Single(expression!.Warnings);
        Assert.Equal(column, warning.Column);
        Assert.Contains(message, warning.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("(a OR b) AND c")]
    [InlineData("a OR (b AND c) OR d")]
    [InlineData("NOT a AND b")]
    [InlineData("NOT (a LIKE 'b')")]
    [InlineData("(NOT a) = b")]
    [InlineData("NOT EXISTS a OR c NOT LIKE 'd'")]
    public void What_is_plain_has_no_warning(string text)
    {
        Assert.Null(CesqlExpression.Parse(text, out var expression));
        Assert.Empty(expression!.Warnings);
    }
}

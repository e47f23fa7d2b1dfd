using Wasmill.Events.Cesql;

namespace Wasmill.Events.Tests.Cesql;

public sealed class CesqlEvaluationTests
{
    private static readonly CloudEvent One = Samples.Minimal with
    {
        Subject = "\U0001F600ab",
        Extensions =
        [
            new("num", "7", ExtensionKind.Integer),
            new("big", "4294967296", ExtensionKind.Integer),
            new("flag", "true", ExtensionKind.Boolean),
            new("text", "true"),
            new("empty", ""),
        ],
    };

    [Theory]
    [InlineData("num", "Integer 7")]
    [InlineData("big", "String 4294967296")]
    [InlineData("flag", "Boolean true")]
    [InlineData("text", "String true")]
    [InlineData("EXISTS empty", "Boolean true")]
    [InlineData("empty = ''", "Boolean true")]
    [InlineData("SUBJECT = subject", "Boolean true")]
    public void Attributes_have_the_type_that_the_event_gives_them(string text, string expected) => Assert.Equal(expected, Show(text));

    [Theory]
    [InlineData("2147483647 + 1", "Integer 0 Math at 12")]
    [InlineData("-2147483648 - 1", "Integer 0 Math at 13")]
    [InlineData("65536 * 65536", "Integer 0 Math at 7")]
    [InlineData("-2147483648 / -1", "Integer 0 Math at 13")]
    [InlineData("-(-2147483648)", "Integer 0 Math at 1")]
    [InlineData("-7 / 2", "Integer -3")]
    [InlineData("-7 % 2", "Integer -1")]
    [InlineData("-2147483648 % -1", "Integer 0")]
    [InlineData("4-1", "Integer 3")]
    [InlineData("4 -1", "Integer 3")]
    [InlineData("4 - -1", "Integer 5")]
    [InlineData("+4", "Integer 4")]
    [InlineData("10 - 4 - 3", "Integer 3")]
    [InlineData("100 / 10 / 5", "Integer 2")]
    [InlineData("2 + 3 * 4 % 5 = 4", "Boolean true")]
    [InlineData("'+7' + 0", "Integer 7")]
    [InlineData("' 7' + 0", "Integer 0 Cast at 1")]
    [InlineData("'2147483648' + 0", "Integer 0 Cast at 1")]
    [InlineData("'7\0' + 0", "Integer 0 Cast at 1")]
    public void Arithmetic_has_32_bits(string text, string expected) => Assert.Equal(expected, Show(text));

    [Theory]
    [InlineData("missing OR true", "Boolean false MissingAttribute at 1")]
    [InlineData("true OR missing", "Boolean true")]
    [InlineData("false AND missing", "Boolean false")]
    [InlineData("false XOR missing", "Boolean false MissingAttribute at 11")]
    [InlineData("NOT (missing = 1)", "Boolean false MissingAttribute at 6")]
    [InlineData("NOT CONCAT(missing)", "Boolean false MissingAttribute at 12")]
    [InlineData("missing NOT IN ('a')", "Boolean false MissingAttribute at 1")]
    [InlineData("'a' NOT IN (missing)", "Boolean false MissingAttribute at 13")]
    [InlineData("missing NOT LIKE 'a'", "Boolean false MissingAttribute at 1")]
    [InlineData("LENGTH(missing)", "Integer 0 MissingAttribute at 8")]
    [InlineData("CONCAT('a', missing)", "String  MissingAttribute at 13")]
    [InlineData("1 != 'x'", "Boolean true")]
    [InlineData("'x' != 1", "Boolean false Cast at 1")]
    [InlineData("NOT 'x'", "Boolean false Cast at 5")]
    [InlineData("1 IN ('x', 1)", "Boolean false Cast at 7")]
    [InlineData("1 NOT IN ('x')", "Boolean false Cast at 11")]
    [InlineData("ABS(-2147483648) > 0", "Boolean false Math at 1")]
    [InlineData("NOPE(1, missing)", "Boolean false MissingFunction at 1")]
    [InlineData("LENGTH()", "Boolean false MissingFunction at 1")]
    [InlineData("NOT NOPE()", "Boolean false MissingFunction at 5")]
    public void An_error_is_reported_where_it_is_and_makes_nothing_true(string text, string expected) => Assert.Equal(expected, Show(text));

    [Theory]
    [InlineData("false AND true OR true", "Boolean true")]
    [InlineData("true OR true AND false", "Boolean false")]
    [InlineData("true XOR true OR true", "Boolean true")]
    [InlineData("NOT false AND false", "Boolean false")]
    [InlineData("NOT EXISTS subject", "Boolean false")]
    [InlineData("NOT 'a' LIKE 'a'", "Boolean false Cast at 5")]
    [InlineData("1 + 1 IN (2)", "Integer 1")]
    [InlineData("1 = 1 = true", "Boolean true")]
    public void Operators_bind_by_the_specification_and_from_left_to_right(string text, string expected)
        => Assert.Equal(expected, Show(text));

    [Theory]
    [InlineData("LENGTH(subject)", "Integer 3")]
    [InlineData("LEFT(subject, 1) = RIGHT(CONCAT('x', LEFT(subject, 1)), 1)", "Boolean true")]
    [InlineData("SUBSTRING(subject, 2)", "String ab")]
    [InlineData("SUBSTRING(subject, -2, 1)", "String a")]
    [InlineData("subject LIKE '_ab'", "Boolean true")]
    [InlineData("subject LIKE '__ab'", "Boolean false")]
    [InlineData("subject LIKE '%_b'", "Boolean true")]
    [InlineData("SUBSTRING('abc', 2, 2147483647)", "String bc")]
    [InlineData("SUBSTRING('abc', -2147483648)", "String  FunctionEvaluation at 1")]
    [InlineData("SUBSTRING('abc', 1, -1)", "String  FunctionEvaluation at 1")]
    [InlineData("SUBSTRING('', 1)", "String  FunctionEvaluation at 1")]
    [InlineData("RIGHT('abc', 2147483647)", "String abc")]
    [InlineData("TRIM('\t\u2003a\u00A0\u0001')", "String a\u00A0\u0001")]
    [InlineData("upper('straße')", "String STRAßE")]
    [InlineData("CONCAT_WS('-', 1, TRUE, 'x', 'y', 'z')", "String 1-true-x-y-z")]
    [InlineData("Concat_Ws(',', '', '')", "String ,")]
    [InlineData("LENGTH(CONCAT(' ', 12))", "Integer 3")]
    public void Functions_count_characters(string text, string expected) => Assert.Equal(expected, Show(text));

    [Theory]
    [InlineData("""'it\'s'""", "String it's")]
    [InlineData("""'a\"b'""", """String a\"b""")]
    [InlineData("""'a\\'""", """String a\\""")]
    [InlineData("""'a\\b' LIKE 'a\\b'""", "Boolean true")]
    [InlineData("""'a\%' LIKE 'a\\%'""", "Boolean true")]
    [InlineData("""'a\\' LIKE 'a%\\'""", "Boolean true")]
    [InlineData("""'' LIKE ''""", "Boolean true")]
    [InlineData("""'' LIKE '%%'""", "Boolean true")]
    [InlineData("""'' LIKE '_'""", "Boolean false")]
    public void A_backslash_is_a_plain_character_but_before_what_it_escapes(string text, string expected)
        => Assert.Equal(expected, Show(text));

    [Fact]
    public void A_pattern_that_would_blow_up_a_backtracking_matcher_is_fast()
    {
        var pattern = string.Concat(Enumerable.Repeat("%a_", 200)) + "b";
        Assert.Null(CesqlExpression.Parse($"subject LIKE '{pattern}'", out var expression));
        var started = System.Diagnostics.Stopwatch.StartNew();
        Assert.False(expression!.Evaluate(Samples.Minimal with { Subject = new string('a', 20_000) }).IsMatch);
        // At most 20,000 x 602 steps; the exponential way would not end.
        Assert.True(started.Elapsed < TimeSpan.FromSeconds(5), $"{started.Elapsed}");
    }

    [Fact]
    public void An_evaluation_over_attributes_allocates_nothing()
    {
        Assert.Null(CesqlExpression.Parse(
            "type LIKE 't%' AND (num + 1 < 9 OR missing = 1) AND source IN ('/a', "
                + "'/s') AND LENGTH(subject) = 3 AND flag AND NOT (id = 'x')",
            out var expression));
        Assert.True(expression!.Evaluate(One).IsMatch);
        // Code that the JIT has not optimised yet boxes here and there, in the base class library too.
        var deadline = System.Diagnostics.Stopwatch.StartNew();
        long allocated;
        do
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < 1000; i++)
                expression.Evaluate(One);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }
        while (allocated > 0 && deadline.Elapsed < TimeSpan.FromSeconds(20));
        Assert.Equal(0, allocated);
    }

    private static string Show(string text)
    {
        var problem = CesqlExpression.Parse(text, out var expression);
        Assert.True(problem is null, problem?.Message);
        var (value, error) = expression!.Evaluate(One);
        return $"{value.Type} {value}{(error.IsSet ? $" {error.Kind} at {error.Column}" : "")}";
    }
}

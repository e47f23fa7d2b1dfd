using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Wasmill.Events.Cesql;

namespace Wasmill.Events.Tests.Cesql;

public sealed class CesqlFuzzTests
{
    private static readonly string[] Words =
    [
        "AND", "or", "XOR", "NOT", "LIKE", "IN", "EXISTS", "TRUE", "false", "(", ")", ",", "=", "!=", "<>", "<=", ">=", "<", ">", "+", "-",
        "*", "/", "%", "'a'", "'%_\\%'", "\"x\"", "'", "1", "-2147483648", "2147483647", "0", "type", "subject", "ext", "missing", "num",
        "flag", "ABS(", "LEFT(", "RIGHT(", "SUBSTRING(", "CONCAT_WS(", "LENGTH(", "INT(", "BOOL(", "NOPE(", "\ud83d\ude00", "\ud83d", "\0",
        "\\",
    ];

    [Property(MaxTest = 2000, Replay = "20250819,1")]
    public Property Any_text_is_an_expression_or_an_error_with_a_column()
        => Prop.ForAll(ArbMap.Default.ArbFor<string>().Generator.Where(text => text is not null).ToArbitrary(), Check);

    [Property(MaxTest = 5000, Replay = "20250819,3")]
    public Property Any_words_are_an_expression_or_an_error_with_a_column()
        => Prop.ForAll(Gen.Elements(Words).ArrayOf().Select(words => string.Join(' ', words)).ToArbitrary(), Check);

    [Property(MaxTest = 3000, Replay = "20250819,5")]
    public Property Every_expression_evaluates_over_every_event_and_an_error_never_matches()
        => Prop.ForAll(Expressions(4).ToArbitrary(), Events().ToArbitrary(), (text, one) =>
        {
            Assert.True(CesqlExpression.Parse(text, out var expression) is null, text);
            var result = expression!.Evaluate(one);
            Assert.False(result.IsMatch && result.Error.IsSet);
            Assert.True(!result.IsMatch || expression.CanBeBoolean && expression.Scope.Contains(one.Type), text);
        });

    private static void Check(string text)
    {
        var error = CesqlExpression.Parse(text, out var expression);
        Assert.Equal(error is null, expression is not null);
        if (error is not null)
            Assert.InRange(error.Column, 1, text.Length + 1);
        else
            expression!.Evaluate(Samples.Minimal);
    }

    private static Gen<string> Expressions(int depth)
    {
        var leaf = Gen.Elements(
            "1", "-5", "2147483647", "'t'", "''", "'true'", "'12'", "TRUE", "false", "type", "id", "subject", "num", "flag", "missing",
            "EXISTS subject", "type = 't'", "type LIKE 't%'", "type LIKE '%b'", "type IN ('t', 'tb')");
        if (depth == 0)
            return leaf;
        var inner = Expressions(depth - 1);
        var binary = from left in inner
                     from operation in Gen.Elements("AND", "OR", "XOR", "=", "!=", "<", ">=", "+", "-", "*", "/", "%")
                     from right in inner
                     select $"({left}) {operation} ({right})";
        var call = from name in Gen.Elements("LEFT", "RIGHT", "SUBSTRING", "CONCAT", "CONCAT_WS", "LENGTH", "ABS", "BOOL", "NOPE")
                   from arguments in inner.ArrayOf()
                   select $"{name}({string.Join(", ", arguments.Take(3))})";
        var other = from operand in inner
                    from form in Gen.Elements("NOT ({0})", "-({0})", "({0}) LIKE '%t_'", "({0}) IN (1, 't', type)", "({0}) NOT IN (id)")
                    select string.Format(System.Globalization.CultureInfo.InvariantCulture, form, operand);
        return Gen.OneOf(leaf, binary, call, other);
    }

    private static Gen<CloudEvent> Events() =>
        from type in Gen.Elements("t", "tb", "b", "xyz", "\ud83d\ude00")
        from subject in Gen.Elements(null, "", "12", "true", "\ud83d", "t")
        from number in Gen.Elements("0", "-2147483648", "99999999999", "x")
        from flag in Gen.Elements("true", "false", "TRUE")
        select Samples.Minimal with
        {
            Type = type,
            Subject = subject,
            Extensions = [new("num", number, ExtensionKind.Integer), new("flag", flag, ExtensionKind.Boolean)],
        };
}

using Wasmill.Events.Filters;
using Wasmill.Events.Filters.Data;
using Wasmill.Events.Filters.Matching;
using static Wasmill.Events.Tests.Filters.Write;

namespace Wasmill.Events.Tests.Filters;

public sealed class DialectTests
{
    private static readonly CloudEvent Order = Samples.Minimal with
    {
        Type = "order.created",
        Source = "/shop",
        Subject = "A1",
        Extensions = [new("empty", ""), new("flag", "true", ExtensionKind.Boolean)],
    };

    [Theory]
    [InlineData(AttributeMatch.Exact, "type", "order.created", true)]
    [InlineData(AttributeMatch.Exact, "type", "Order.created", false)]
    [InlineData(AttributeMatch.Exact, "type", "order", false)]
    [InlineData(AttributeMatch.Exact, "missing", "x", false)]
    [InlineData(AttributeMatch.Exact, "flag", "true", true)]
    [InlineData(AttributeMatch.Prefix, "type", "order.", true)]
    [InlineData(AttributeMatch.Prefix, "type", "ORDER", false)]
    [InlineData(AttributeMatch.Prefix, "subject", "A1B", false)]
    [InlineData(AttributeMatch.Prefix, "missing", "x", false)]
    [InlineData(AttributeMatch.Suffix, "type", ".created", true)]
    [InlineData(AttributeMatch.Suffix, "type", "order.", false)]
    [InlineData(AttributeMatch.Suffix, "missing", "x", false)]
    [InlineData(AttributeMatch.Present, "subject", "", true)]
    [InlineData(AttributeMatch.Present, "empty", "", true)]
    [InlineData(AttributeMatch.Present, "missing", "", false)]
    public void An_attribute_is_compared_case_sensitively_and_an_absent_one_never_matches(
        AttributeMatch match, string name, string value, bool expected)
        => Assert.Equal(expected, new AttributeCondition(match, name, value).Matches(Order));

    [Fact]
    public void All_any_and_not_are_what_they_say()
    {
        var (yes, no) = (Exact("subject", "A1"), Exact("subject", "B"));
        Assert.True(All(yes, yes).Matches(Order));
        Assert.False(All(yes, no).Matches(Order));
        Assert.True(Any(no, yes).Matches(Order));
        Assert.False(Any(no, no).Matches(Order));
        Assert.True(Not(no).Matches(Order));
        Assert.False(Not(yes).Matches(Order));
        Assert.True(Not(Exact("missing", "x")).Matches(Order));
        Assert.True(Not(yes, no).Matches(Order));
        Assert.True(Any(All(yes, no), Not(Any(no, no))).Matches(Order));
    }

    [Fact]
    public void A_map_of_several_attributes_inside_of_any_must_match_as_a_whole()
    {
        var filter = new AnyCondition([One(Exact("subject", "A1"), Exact("type", "x")), One(Prefix("source", "/"), Suffix("source", "y"))]);
        Assert.False(filter.Matches(Order));
        Assert.True(filter.Matches(Order with { Type = "x" }));
        Assert.True(filter.Matches(Order with { Source = "/y" }));
    }

    [Theory]
    [InlineData("subject = 'A1'", true)]
    [InlineData("subject = 'B'", false)]
    [InlineData("flag", true)]
    [InlineData("subject", false)]
    [InlineData("1", false)]
    [InlineData("'true'", false)]
    [InlineData("missing = 'x'", false)]
    [InlineData("missing != 'x'", false)]
    [InlineData("true OR missing", true)]
    public void Sql_matches_when_it_is_true_without_an_error(string text, bool expected)
    {
        Assert.Equal(expected, Sql(text).Matches(Order));
        Assert.Equal(!expected, Not(Sql(text)).Matches(Order));
    }

    [Fact]
    public void Every_error_is_reported_at_once_with_its_path_and_column()
    {
        var check = One(
            Exact("My", "x"),
            Exact("type", ""),
            Prefix("", "x"),
            new AttributeCondition(AttributeMatch.Present, "type", "x"),
            new AllCondition([]),
            new NotCondition(FilterConfig.Everything),
            new AnyCondition([One(Exact("id", "1")), One(Sql("id = ")), FilterConfig.Everything]),
            new DataCondition([]),
            Data("order", DataComparison.Gt, Truth(true))).Check();
        Assert.Null(check.Filter);
        Assert.Equal(
            [
                "exact.My", "exact.type", "prefix.", "attributes.type", "all", "not", "any[1].sql", "any[2]", "data", "data.order",
                "data.order",
            ],
            check.Errors.Select(error => error.Path));
        Assert.Equal("any[1].sql: column 6: expected a value, not the end of the expression", check.Errors[6].ToString());
        Assert.Equal("id = ", Assert.IsType<SqlCondition>(check.Errors[6].Condition).Expression);
    }

    [Theory]
    [InlineData("LENGHT(id) > 1", "sql: column 1: \"LENGHT\" is not a function; the call fails for every event; did you mean LENGTH?")]
    [InlineData("true OR ABS(1, 2) = 1", "sql: column 9: ABS does not accept this number of arguments; the call fails for every event")]
    public void A_function_that_does_not_exist_is_refused(string text, string error)
        => Assert.Equal(error, One(Sql(text)).Check().Errors.Single().ToString());

    [Fact]
    public void A_wrong_filter_never_compiles()
        => Assert.Contains(
            "exact.type",
            Assert.Throws<InvalidOperationException>(() => FilterConfig.OfType("").Compile()).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Nesting_and_size_have_bounds()
    {
        var deep = One(Exact("id", "1"));
        for (var i = 0; i < 31; i++)
            deep = One(new NotCondition(deep));
        Assert.NotNull(deep.Check().Filter);
        Assert.Contains("at most 32 levels", One(new NotCondition(deep)).Check().Errors.Single().Message, StringComparison.Ordinal);
        Assert.NotNull(One([.. Enumerable.Range(0, 1000).Select(i => Exact("id", $"{i}"))]).Check().Filter);
        Assert.Contains(
            "at most 1,000 conditions",
            One([.. Enumerable.Range(0, 1001).Select(i => Exact("id", $"{i}"))]).Check().Errors.Single().Message,
            StringComparison.Ordinal);
        Assert.Contains(
            "at most 256 tests",
            One([.. Enumerable.Range(0, 257).Select(i => Data($"/{i}", DataComparison.Exists, Truth(true)))])
                .Check().Errors
                .Single().Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CONCAT(id, 'x')", "sql: the expression is never true or false")]
    [InlineData("NOT id LIKE 'x'", "sql: column 1: NOT binds tighter")]
    public void What_can_hardly_be_meant_is_a_warning_and_no_error(string text, string warning)
    {
        var check = One(Sql(text)).Check();
        Assert.NotNull(check.Filter);
        Assert.StartsWith(warning, check.Warnings.Single().ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Filters_describe_themselves()
        => Assert.Equal(
            "type is a and (id is 1* or (id is 2 and id is 3)) and not (sql (id = 'x')) and data "
                + "/a/b > 1.5 and data itself in [\"x\", null]",
            One(
                Exact("type", "a"),
                new AnyCondition([One(Prefix("id", "1")), One(Exact("id", "2"), Exact("id", "3"))]),
                Not(Sql("id = 'x'")),
                Data("/a/b", DataComparison.Gt, Number("1.5")),
                Data("", DataComparison.In, Text("x"), Null)).Compile().Describe());
}

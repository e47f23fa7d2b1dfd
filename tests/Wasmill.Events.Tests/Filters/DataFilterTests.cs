using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Wasmill.Events.Filters;
using Wasmill.Events.Filters.Data;
using static Wasmill.Events.Filters.Data.DataComparison;
using static Wasmill.Events.Tests.Filters.Write;

namespace Wasmill.Events.Tests.Filters;

public sealed class DataFilterTests
{
    private const string Order =
        """{"order": {"total": 150.50, "id": "A\u0031/2", "items": [{"sku": "x"}, {"sku": "y"}], "paid": true, "note": null, "": 1, "a/b": 2, "m~n": 3, "0": "zero"}}""";

    public static TheoryData<DataCondition, bool> Comparisons => new()
    {
        { Data("/order/total", Eq, Number("150.5")), true },
        { Data("/order/total", Eq, Number("1505e-1")), true },
        { Data("/order/total", Eq, Text("150.50")), false },
        { Data("/order/total", Ne, Number("150.5")), false },
        { Data("/order/total", Ne, Text("150.50")), true },
        { Data("/order/total", Gt, Number("150.4")), true },
        { Data("/order/total", Gt, Number("150.5")), false },
        { Data("/order/total", Ge, Number("150.5")), true },
        { Data("/order/total", Lt, Number("150.6")), true },
        { Data("/order/total", Lt, Number("150.5")), false },
        { Data("/order/total", Le, Number("150.5")), true },
        { Data("/order/total", Gt, Text("1")), false },
        { Data("/order/id", Gt, Number("1")), false },
        { Data("/order/id", Eq, Text("A1/2")), true },
        { Data("/order/id", Gt, Text("A1/1")), true },
        { Data("/order/id", Lt, Text("A1/1")), false },
        { Data("/order/id", DataComparison.Prefix, Text("A1")), true },
        { Data("/order/id", DataComparison.Prefix, Text("1")), false },
        { Data("/order/id", DataComparison.Suffix, Text("1/2")), true },
        { Data("/order/id", DataComparison.Suffix, Text("/1")), false },
        { Data("/order/total", DataComparison.Prefix, Text("1")), false },
        { Data("/order/id", In, Number("1"), Text("A1/2")), true },
        { Data("/order/id", In, Number("1"), Text("A")), false },
        { Data("/order/paid", Eq, Truth(true)), true },
        { Data("/order/paid", Eq, Truth(false)), false },
        { Data("/order/paid", Eq, Text("true")), false },
        { Data("/order/note", Eq, Null), true },
        { Data("/order/note", Exists, Truth(true)), true },
        { Data("/order/note", Exists, Truth(false)), false },
        { Data("/order/none", Eq, Null), false },
        { Data("/order/none", Ne, Text("x")), false },
        { Data("/order/none", Exists, Truth(true)), false },
        { Data("/order/none", Exists, Truth(false)), true },
        { Data("/order/none/deeper", Exists, Truth(false)), true },
        { Data("/order/total/deeper", Exists, Truth(false)), true },
        { Data("/order/items", Exists, Truth(true)), true },
        { Data("/order/items", Ne, Text("x")), true },
        { Data("/order/items", Eq, Text("x")), false },
        { Data("/order/items/1/sku", Eq, Text("y")), true },
        { Data("/order/items/0/sku", Eq, Text("y")), false },
        { Data("/order/items/2", Exists, Truth(true)), false },
        { Data("/order/items/01", Exists, Truth(true)), false },
        { Data("/order/items/-", Exists, Truth(true)), false },
        { Data("/order/items/sku", Exists, Truth(true)), false },
        { Data("/order/0", Eq, Text("zero")), true },
        { Data("/order/", Eq, Number("1")), true },
        { Data("/order/a~1b", Eq, Number("2")), true },
        { Data("/order/m~0n", Eq, Number("3")), true },
        { Data("", Exists, Truth(true)), true },
    };

    [Theory]
    [MemberData(nameof(Comparisons))]
    public void A_value_is_compared_by_its_type(DataCondition condition, bool expected)
        => Assert.Equal(expected, condition.Matches(With(Order)));

    [Fact]
    public void All_tests_must_pass_in_one_reading()
    {
        var filter = One(
            new DataCondition([
                new("/order/total", Ge, [Number("100")]),
                new("/order/total", Lt, [Number("200")]),
                new("/order/items/1/sku", Eq, [Text("y")]),
            ]),
            Data("/order/paid", Eq, Truth(true))).Compile();
        Assert.True(filter.Matches(With(Order)));
        Assert.False(filter.Matches(With(Order.Replace("150.50", "200", StringComparison.Ordinal))));
        Assert.False(filter.Matches(With(Order.Replace("\"y\"", "\"z\"", StringComparison.Ordinal))));
        Assert.False(filter.Matches(With(Order.Replace("true", "false", StringComparison.Ordinal))));
    }

    [Theory]
    [InlineData("""{"a":1,"a":2}""", "/a", "2", true)]
    [InlineData("""{"a":1,"a":2}""", "/a", "1", false)]
    [InlineData("""{"a":{"b":1},"a":{}}""", "/a/b", "1", false)]
    [InlineData("""{"a":{"b":1},"a":null}""", "/a/b", "1", false)]
    [InlineData("""{"a":{},"a":{"b":1}}""", "/a/b", "1", true)]
    [InlineData("""{"a":9,"\u0061":1}""", "/a", "1", true)]
    public void Of_members_with_one_name_the_last_counts(string json, string pointer, string number, bool expected)
        => Assert.Equal(expected, Data(pointer, Eq, Number(number)).Matches(With(json)));

    [Theory]
    [InlineData("0.1", "0.1", true)]
    [InlineData("0.30000000000000004", "0.3", false)]
    [InlineData("9007199254740993", "9007199254740992", false)]
    [InlineData("1e400", "1e399", true)]
    [InlineData("1E+3", "1000", true)]
    [InlineData("-0", "0", true)]
    [InlineData("123456789012345678901234567890123456789", "123456789012345678901234567890123456789.0", true)]
    public void Numbers_are_exact_as_long_as_they_fit(string payload, string operand, bool expected)
        => Assert.Equal(expected, Data("", Eq, Number(operand)).Matches(With(payload)));

    [Theory]
    [InlineData("", null)]
    [InlineData("{", null)]
    [InlineData("{}x", null)]
    [InlineData("{} {}", null)]
    [InlineData("{'a':1}", null)]
    [InlineData("[1,]", null)]
    [InlineData("plain", null)]
    [InlineData("\uFEFF{}", null)]
    [InlineData("{}", "text/plain")]
    [InlineData("{}", "application/xml")]
    public void A_payload_that_is_not_JSON_never_matches(string payload, string? contentType)
        => Assert.False(Data("/a", Exists, Truth(false)).Matches(With(payload) with { DataContentType = contentType }));

    [Fact]
    public void Odd_bytes_are_not_JSON()
    {
        var absent = Data("/a", Exists, Truth(false));
        Assert.True(absent.Matches(With("""{"b":1}""") with { DataContentType = "application/vnd.x+json; charset=utf-8" }));
        Assert.False(absent.Matches(Samples.Minimal));
        Assert.False(absent.Matches(With("") with { HasData = true, Data = new byte[] { (byte)'"', 0xFF, (byte)'"' } }));
        Assert.False(absent.Matches(With("""{"\ud800":1}""")));
        Assert.True(absent.Matches(With(new string('[', 1000) + new string(']', 1000))));
        Assert.False(absent.Matches(With(new string('[', 1001) + new string(']', 1001))));
    }

    [Theory]
    [InlineData("order", Eq, "not a valid JSON Pointer")]
    [InlineData("/a~", Eq, "not a valid JSON Pointer")]
    [InlineData("/a~2", Eq, "not a valid JSON Pointer")]
    [InlineData("/a", Exists, "exists requires true or false, not \"x\"")]
    public void A_wrong_test_is_refused(string pointer, DataComparison comparison, string reason)
        => Assert.Contains(reason, One(Data(pointer, comparison, Text("x"))).Check().Errors.Single().Message, StringComparison.Ordinal);

    [Fact]
    public void Operands_must_fit_the_comparison()
    {
        Assert.Equal(
            [
                "gt requires a number or a string, not null",
                "prefix requires a non-empty string, not \"\"",
                "suffix requires a non-empty string, not 5",
                "in requires at least one value",
                "eq requires one value",
                "eq requires a valid number, not 1x",
            ],
            ((DataTest[])[
                new("/a", Gt, [Null]),
                new("/a", DataComparison.Prefix, [Text("")]),
                new("/a", DataComparison.Suffix, [Number("5")]),
                new("/a", In, []),
                new("/a", Eq, [Null, Null]),
                new("/a", Eq, [Number("1x")]),
            ])
                .Select(test => One(new DataCondition([test])).Check().Errors.Single().Message));
        Assert.Contains(
            "at most 64 steps",
            One(Data(string.Concat(Enumerable.Repeat("/a", 65)), Eq, Null)).Check().Errors.Single().Message,
            StringComparison.Ordinal);
    }

    [Property(MaxTest = 2000, Replay = "20251124,7")]
    public Property No_bytes_make_a_filter_throw()
    {
        var filter = One(new DataCondition([
            new("/a/0", Gt, [Number("1")]),
            new("/a/b", DataComparison.Prefix, [Text("x")]),
            new("", Ne, [Null]),
            new("/c", Exists, [Truth(false)]),
        ])).Compile();
        var words = Gen.Elements(
            "{", "}", "[", "]", ",", ":", "\"a\"", "\"b\"", "\"c\"", "\"\\ud800\"", "\"x\\u0000\"", "1", "1e999", "null", "true", "\u00e9",
            "\"", " ").ArrayOf().Select(string.Concat);
        return Prop.ForAll(words.ToArbitrary(), text => { filter.Matches(With(text)); });
    }

    private static CloudEvent With(string payload) => Samples.Minimal with { HasData = true, Data = Encoding.UTF8.GetBytes(payload) };
}

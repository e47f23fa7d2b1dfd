using Wasmill.Events.Validation;

namespace Wasmill.Events.Tests.Validation;

public sealed class RuleTests
{
    [Theory]
    [InlineData("2020-01-01T00:00:00Z", true)]
    [InlineData("2020-02-29t23:59:60.123456789z", true)]
    [InlineData("1990-12-31T15:59:60-08:00", true)]
    [InlineData("2020-01-01T00:00:00+23:59", true)]
    [InlineData("2021-02-29T00:00:00Z", false)]
    [InlineData("2020-01-01T24:00:00Z", false)]
    [InlineData("2020-01-01T00:00:00", false)]
    [InlineData("2020-01-01T00:00:00+24:00", false)]
    [InlineData("2020-01-01T00:00:00+02:60", false)]
    [InlineData("2020-01-01T00:00:00.Z", false)]
    [InlineData("2020-01-01 00:00:00Z", false)]
    [InlineData("2020-1-1T00:00:00Z", false)]
    [InlineData("", false)]
    public void Times_follow_RFC_3339(string text, bool valid) => Assert.Equal(valid, TimeRule.IsValid(text));

    [Theory]
    [InlineData("application/json", true, true)]
    [InlineData("application/vnd.x+json; charset=utf-8", true, true)]
    [InlineData("text/plain; a=\"b;c\"; d=e", true, false)]
    [InlineData("text", false, false)]
    [InlineData("text/", false, false)]
    [InlineData("text/pl ain", false, false)]
    [InlineData("text/plain; charset", false, false)]
    [InlineData("text/plain; =x", false, false)]
    public void Media_types_follow_RFC_2046(string text, bool valid, bool json)
        => Assert.Equal((valid, json), (MediaTypeRule.IsValid(text), valid && MediaTypeRule.IsJson(text)));
}

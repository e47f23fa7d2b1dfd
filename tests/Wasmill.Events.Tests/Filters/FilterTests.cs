using Wasmill.Events.Filters;
using Wasmill.Events.Filters.Matching;

namespace Wasmill.Events.Tests.Filters;

public sealed class FilterTests
{
    [Theory]
    [InlineData("a.b", "a.b", true)]
    [InlineData("a.b", "a.bc", false)]
    [InlineData("a.b", "A.B", false)]
    [InlineData("a.*", "a.b", true)]
    [InlineData("a.*", "b.a.", false)]
    [InlineData("*.b", "a.b", true)]
    [InlineData("*.b", "a.bc", false)]
    [InlineData("*", "anything", true)]
    public void The_short_form_is_exact_a_beginning_or_an_end(string pattern, string type, bool matches)
        => Assert.Equal(matches, FilterConfig.OfType(pattern).Compile().Matches(Samples.Minimal with { Type = type }));

    [Theory]
    [InlineData("io.wasm.event", "type is io.wasm.event", "io.wasm.event")]
    [InlineData("a*", "type is a*", null)]
    [InlineData("*b", "type is *b", null)]
    [InlineData("*", "*", null)]
    public void A_filter_describes_itself_and_tells_an_index_its_only_type(string pattern, string text, string? only)
    {
        var filter = FilterConfig.OfType(pattern).Compile();
        Assert.Equal((text, only), (filter.Describe(), filter.OnlyType));
    }

    [Fact]
    public void All_conditions_must_hold_and_a_missing_attribute_holds_none()
    {
        var filter = new FilterConfig([
            new AttributeCondition(AttributeMatch.Exact, "type", "t"),
            new AttributeCondition(AttributeMatch.Prefix, "subject", "or"),
            new AttributeCondition(AttributeMatch.Present, "ext", "")]).Compile();
        var one = Samples.Minimal with { Subject = "order", Extensions = [new("ext", "")] };
        Assert.True(filter.Matches(one));
        Assert.False(filter.Matches(one with { Subject = null }));
        Assert.False(filter.Matches(one with { Extensions = [] }));
        Assert.Equal(("type is t and subject is or* and ext is present", "t"), (filter.Describe(), filter.OnlyType));
    }
}

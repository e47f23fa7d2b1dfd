using System.Text;
using Microsoft.AspNetCore.Http;
using Wasmill.Connectors.Webhook.Attributes;

namespace Wasmill.Connectors.Tests.Webhook;

public sealed class AttributeTemplateTests
{
    private const string Payload = """{"a": {"b~/": ["x", 10.50, true, null, {}]}, "": "empty", "a": {"c": "last"}}""";

    [Theory]
    [InlineData("plain text", "plain text")]
    [InlineData("", "")]
    [InlineData("{{not a place}", "{not a place}")]
    [InlineData("com.github.{header:X-GitHub-Event}", "com.github.push")]
    [InlineData("{header:x-github-event}/{data:/list/0}", "push/x")]
    [InlineData("{data:/list/1}", "10.50")]
    [InlineData("{data:/list/2}", "true")]
    [InlineData("{data:/list/3}", null)]
    [InlineData("{data:/list/4}", null)]
    [InlineData("{data:/list/9}", null)]
    [InlineData("{data:/list/01}", null)]
    [InlineData("{data:/list/-}", null)]
    [InlineData("{data:/name~1with~0marks}", "odd")]
    [InlineData("{data:/}", "empty name")]
    [InlineData("{data:/list}", null)]
    [InlineData("{header:X-Missing}", null)]
    public void Places_are_filled_by_the_request(string text, string? value)
    {
        const string Json = """{"list": ["x", 10.50, true, null, {}], "name/with~marks": "odd", "": "empty name"}""";
        Assert.Equal(value, Fill(text, Json, out _));
    }

    [Fact]
    public void A_payload_that_is_no_JSON_fills_nothing_in()
    {
        Assert.Null(Fill("{data:/a}", "not JSON", out var missing));
        Assert.Equal("/a in the payload", missing);
        Assert.Null(Fill("{header:X-Missing}", Payload, out missing));
        Assert.Equal("the header X-Missing", missing);
    }

    [Fact]
    public void Of_a_name_that_stands_twice_the_last_one_counts() => Assert.Equal("last", Fill("{data:/a/c}", Payload, out _));

    [Theory]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("{header:}")]
    [InlineData("{data:a}")]
    [InlineData("{data:/~2}")]
    [InlineData("{other:x}")]
    [InlineData("a {header:X")]
    public void What_is_no_template_is_refused_with_a_reason(string text)
    {
        Assert.False(AttributeTemplate.TryParse(text, out _, out var problem));
        const string Forms = "use text with {header:NAME} or {data:/POINTER} in it, and {{ for a brace";
        Assert.Equal($"\"{text}\" is not a valid attribute; {Forms}", problem);
    }

    [Fact]
    public void A_template_without_places_is_fixed_text()
    {
        Assert.True(AttributeTemplate.TryParse("a{{b", out var plain, out _));
        Assert.Equal("a{b", plain.Fixed);
        Assert.True(AttributeTemplate.TryParse("{header:X}", out var filled, out _));
        Assert.Null(filled.Fixed);
    }

    private static string? Fill(string text, string payload, out string missing)
    {
        Assert.True(AttributeTemplate.TryParse(text, out var template, out var problem), problem);
        using var reader = new JsonPayloadReader(Encoding.UTF8.GetBytes(payload));
        return template.Fill(new HeaderDictionary { ["X-GitHub-Event"] = "push" }, reader, out missing);
    }
}

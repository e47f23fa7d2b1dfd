using Wasmill.Events.Http;
using Wasmill.Events.Validation;

namespace Wasmill.Events.Tests.Validation;

public sealed class UriRulesTests
{
    [Theory]
    [InlineData("/relative?x=%20#f")]
    [InlineData("relative/path:with-colon")]
    [InlineData("./a:b")]
    [InlineData("#")]
    [InlineData("?")]
    [InlineData("//host/path")]
    [InlineData("///path")]
    [InlineData("file:///etc/hosts")]
    [InlineData("http://")]
    [InlineData("https://example.com:8080/a?b=c/d?e#f/g?h")]
    [InlineData("https://example.com:/")]
    [InlineData("https://user:pa%40ss@example.com/")]
    [InlineData("https://@example.com/")]
    [InlineData("http://127.0.0.1:80")]
    [InlineData("http://999.999.999.999/")]
    [InlineData("http://[::1]:8080/")]
    [InlineData("http://[::]")]
    [InlineData("http://[1:2:3:4:5:6:7:8]/")]
    [InlineData("http://[1:2:3:4:5:6:7::]/")]
    [InlineData("http://[2001:db8::ff00:42:8329]/")]
    [InlineData("http://[::ffff:192.0.2.128]/")]
    [InlineData("http://[1:2:3:4:5:6:192.0.2.128]/")]
    [InlineData("http://[v1.fe80::a+en1]/")]
    [InlineData("http://user@[::1]/")]
    [InlineData("urn:uuid:6e8bc430-9c3a-11d9-9669-0800200c9a66")]
    [InlineData("mailto:a@b")]
    [InlineData("tel:+1-816-555-1212")]
    [InlineData("a:")]
    [InlineData("http://example.com/%E4%BD%A0")]
    [InlineData("http://example.com/\u4F60\u597D?\u00E9")]
    [InlineData("https://b\u00FCcher.example/")]
    [InlineData("mqtt:$share/a//b")]
    public void A_URI_reference_of_RFC_3986_or_3987_is_accepted(string text) => Assert.Null(UriRules.FindProblem(text));

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("http://[bad", "IPv6")]
    [InlineData("http://[bad]/", "IPv6")]
    [InlineData("http://[]/", "IPv6")]
    [InlineData("http://[:::1]/", "IPv6")]
    [InlineData("http://[1::2::3]/", "IPv6")]
    [InlineData("http://[1:2:3:4:5:6:7]/", "IPv6")]
    [InlineData("http://[1:2:3:4:5:6:7:8:9]/", "IPv6")]
    [InlineData("http://[1:2:3:4:5:6:7::8]/", "IPv6")]
    [InlineData("http://[12345::]/", "IPv6")]
    [InlineData("http://[1:]/", "IPv6")]
    [InlineData("http://[:1]/", "IPv6")]
    [InlineData("http://[::ffff:192.0.2.256]/", "IPv6")]
    [InlineData("http://[::ffff:192.0.2]/", "IPv6")]
    [InlineData("http://[::ffff:192.0.02.1]/", "IPv6")]
    [InlineData("http://[192.0.2.1::]/", "IPv6")]
    [InlineData("http://[fe80::1%25eth0]/", "IPv6")]
    [InlineData("http://[v.x]/", "IPv6")]
    [InlineData("http://[v1.]/", "IPv6")]
    [InlineData("http://[::1]x/", "port")]
    [InlineData("http://[::1]:8o/", "port")]
    [InlineData("http://host:port/", "port")]
    [InlineData("http://host:80:90/", "port")]
    [InlineData("http://ho[st/", "host")]
    [InlineData("http://a@b@c/", "host")]
    [InlineData("http://user[@host/", "before the @")]
    [InlineData("a b", "path")]
    [InlineData("a[b]", "path")]
    [InlineData("<x>", "path")]
    [InlineData("a\\b", "path")]
    [InlineData("{a}", "path")]
    [InlineData("a|b", "path")]
    [InlineData("a^b`", "path")]
    [InlineData("a\"", "path")]
    [InlineData("a?[", "query")]
    [InlineData("a? ", "query")]
    [InlineData("a#b#c", "fragment")]
    [InlineData("a#[", "fragment")]
    [InlineData("a%2", "percent")]
    [InlineData("a%", "percent")]
    [InlineData("a%zz", "percent")]
    [InlineData("http://h%4/", "percent")]
    [InlineData("1a:b", "scheme")]
    [InlineData(":b", "scheme")]
    [InlineData("a%41:b", "scheme")]
    public void What_is_no_URI_reference_is_refused_with_the_reason(string text, string reason)
        => Assert.Contains(reason, UriRules.FindProblem(text), StringComparison.Ordinal);

    [Theory]
    [InlineData("https://example.com/a", true)]
    [InlineData("urn:x", true)]
    [InlineData("//host/a", false)]
    [InlineData("/a", false)]
    [InlineData("", false)]
    public void An_absolute_one_begins_with_a_scheme(string text, bool absolute) => Assert.Equal(absolute, UriRules.HasScheme(text));

    [Theory]
    [InlineData("source")]
    [InlineData("dataschema")]
    public void Every_mode_refuses_a_broken_one_and_names_the_attribute(string name)
    {
        var source = name == "source" ? "http://[bad" : "s";
        var schema = name == "dataschema" ? "http://[bad" : "https://example.com/";
        HeaderField[] headers =
            [new("ce-specversion", "1.0"), new("ce-id", "1"), new("ce-type", "t"), new("ce-source", source), new("ce-dataschema", schema)];
        var json = System.Text.Encoding.UTF8.GetBytes(
            $$"""{"specversion":"1.0","id":"1","type":"t","source":"{{source}}","dataschema":"{{schema}}"}""");
        byte[] batch = [(byte)'[', .. json, (byte)']'];

        EventError?[] errors =
        [
            HttpBinding.Decode(headers, default).Error,
            HttpBinding.DecodeReply(headers, default).Error,
            HttpBinding.Decode([new("content-type", "application/cloudevents+json")], json).Error,
            HttpBinding.Decode([new("content-type", "application/cloudevents-batch+json")], batch).Error,
        ];

        Assert.All(
            errors,
            error => Assert.Contains($"the attribute {name} is not a valid URI reference", error?.Message, StringComparison.Ordinal));
    }
}

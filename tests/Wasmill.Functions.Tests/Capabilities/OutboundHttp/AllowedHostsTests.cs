using Wasmill.Functions.Capabilities.OutboundHttp.Hosts;

namespace Wasmill.Functions.Tests.Capabilities.OutboundHttp;

public sealed class AllowedHostsTests
{
    [Theory]
    [InlineData("https://example.com", "https://example.com/a?b", true)]
    [InlineData("https://example.com/", "https://EXAMPLE.com:443", true)]
    [InlineData("https://Example.com", "https://example.com", true)]
    [InlineData("https://example.com", "http://example.com", false)]
    [InlineData("https://example.com", "https://example.com:8443", false)]
    [InlineData("https://example.com", "https://example.com.evil.org", false)]
    [InlineData("https://example.com", "https://a.example.com", false)]
    [InlineData("https://example.com", "https://example.com@evil.org/", false)]
    [InlineData("http://example.com:8080", "http://example.com:8080", true)]
    [InlineData("http://example.com:8080", "http://example.com", false)]
    [InlineData("http://example.com:8000..8010", "http://example.com:8000", true)]
    [InlineData("http://example.com:8000..8010", "http://example.com:8009", true)]
    [InlineData("http://example.com:8000..8010", "http://example.com:8010", false)]
    [InlineData("http://example.com:*", "http://example.com:1", true)]
    [InlineData("*://example.com:443", "https://example.com", true)]
    [InlineData("*://*:*", "http://anything.example:99", true)]
    [InlineData("https://*", "https://anything.example", true)]
    [InlineData("https://*", "https://anything.example:444", false)]
    [InlineData("https://*.example.com", "https://a.example.com", true)]
    [InlineData("https://*.example.com", "https://a.b.example.com", true)]
    [InlineData("https://*.example.com", "https://example.com", false)]
    [InlineData("https://*.example.com", "https://notexample.com", false)]
    [InlineData("http://127.0.0.1:*", "http://127.0.0.1:5000", true)]
    [InlineData("http://127.0.0.1:*", "http://2130706433:5000", true)]
    [InlineData("http://127.0.0.1:*", "http://127.0.0.2:5000", false)]
    [InlineData("http://10.1.2.3/8:*", "http://10.9.9.9:5000", true)]
    [InlineData("http://10.0.0.0/8:*", "http://11.0.0.1:5000", false)]
    [InlineData("http://10.0.0.0/8:*", "http://localhost:5000", false)]
    [InlineData("http://0.0.0.0/0", "http://8.8.8.8", true)]
    [InlineData("http://10.0.0.128/25", "http://10.0.0.127", false)]
    [InlineData("http://[::1]:8080", "http://[::1]:8080", true)]
    [InlineData("http://[fd00::]/8:8080", "http://[fd12::1]:8080", true)]
    [InlineData("http://[fd00::]/8:8080", "http://[fe80::1]:8080", false)]
    [InlineData("https://b\u00fccher.example", "https://b\u00fccher.example", true)]
    [InlineData("https://b\u00fccher.example", "https://xn--bcher-kva.example", true)]
    [InlineData("http://self", "http://example.com", false)]
    [InlineData("redis://example.com", "http://example.com", false)]
    public void A_pattern_allows_what_Spin_allows(string pattern, string url, bool allowed)
        => Assert.Equal(allowed, AllowedHosts.Parse([pattern]).Allows(new Uri(url)));

    [Theory]
    [InlineData("http://self", true)]
    [InlineData("https://self.alt", true)]
    [InlineData("*://*:*", true)]
    [InlineData("http://*", true)]
    [InlineData("redis://*", false)]
    [InlineData("http://example.com", false)]
    public void The_app_itself_is_allowed_by_its_name_and_by_any_host(string pattern, bool allowed)
        => Assert.Equal(allowed, AllowedHosts.Parse([pattern]).AllowsSelf);

    [Fact]
    public void Without_patterns_nothing_is_allowed()
    {
        Assert.False(AllowedHosts.Parse([]).AllowsSelf);
        Assert.False(AllowedHosts.Parse([]).Allows(new Uri("http://localhost")));
    }

    [Theory]
    [InlineData("example.com", "it has no scheme; ")]
    [InlineData("*", "it has no scheme; ")]
    [InlineData("", "it has no scheme; ")]
    [InlineData("http2://example.com", "its scheme must consist of letters, or be * for any scheme")]
    [InlineData("://example.com", "its scheme must consist of letters, or be * for any scheme")]
    [InlineData("https://example.com/path", "it has a path; paths cannot be allowed one by one")]
    [InlineData("https://example.com:443/path", "\"443/path\" is not a valid port")]
    [InlineData("https://*.*.com", "* may replace only the whole host or its first part")]
    [InlineData("https://a.*.com", "* may replace only the whole host or its first part")]
    [InlineData("https://", "\"\" is not a valid host name; ")]
    [InlineData("https://{a,b}", "\"{a,b}\" is not a valid host name; ")]
    [InlineData("https://example.com:http", "\"http\" is not a valid port")]
    [InlineData("https://example.com:70000", "\"70000\" is not a valid port")]
    [InlineData("https://example.com:5..1", "the range of ports 5..1 is empty")]
    [InlineData("*://example.com", "the scheme * has no default port; add one, or :* for any port")]
    [InlineData("http://10.0.0.0/99", "it has a path")]
    [InlineData("insecure:allow-all", "it belongs in allowed_http_hosts")]
    public void A_malformed_pattern_is_an_error_that_says_what_is_wrong(string pattern, string reason)
        => Assert.StartsWith(
            $"the allowed host \"{pattern}\" is malformed: {reason}",
            Assert.Throws<AllowedHostException>(() => AllowedHosts.Parse([pattern])).Message,
            StringComparison.Ordinal);

    [Fact]
    public void All_that_is_wrong_is_said_at_once()
        => Assert.Equal(
            3,
            Assert.Throws<AllowedHostException>(() => AllowedHosts.Parse(
                ["*", "https://example.com", "example.com:443", "https://example.com/path"])).Message.Split('\n').Length);
}

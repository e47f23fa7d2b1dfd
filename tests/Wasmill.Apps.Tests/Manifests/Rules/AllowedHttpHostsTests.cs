using Wasmill.Apps.Manifests.Rules;

namespace Wasmill.Apps.Tests.Manifests.Rules;

public sealed class AllowedHttpHostsTests
{
    [Theory]
    [InlineData("example.com", "http://example.com https://example.com")]
    [InlineData("http://example.com/", "http://example.com https://example.com")]
    [InlineData("localhost:3001", "http://localhost:3001 https://localhost:3001")]
    [InlineData("192.168.1.1:80", "http://192.168.1.1:80 https://192.168.1.1:80")]
    [InlineData("[::1]", "http://[::1] https://[::1]")]
    [InlineData("[::1]:8001", "http://[::1]:8001 https://[::1]:8001")]
    [InlineData("self", "http://self")]
    [InlineData("insecure:allow-all", "http://*:* https://*:* http://self")]
    public void An_old_entry_allows_both_schemes(string entry, string hosts)
        => Assert.Equal(hosts.Split(' '), AllowedHttpHosts.Convert(entry));

    [Theory]
    [InlineData("ftp://example.com")]
    [InlineData("http://example.com/path")]
    [InlineData("example.com:port")]
    [InlineData("example.com:70000")]
    [InlineData("*.example.com")]
    [InlineData("")]
    public void What_is_no_host_is_refused(string entry) => Assert.Null(AllowedHttpHosts.Convert(entry));
}

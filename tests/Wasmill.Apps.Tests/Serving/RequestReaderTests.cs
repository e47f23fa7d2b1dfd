using Wasmill.Apps.Serving;

namespace Wasmill.Apps.Tests.Serving;

public sealed class RequestReaderTests
{
    [Theory]
    [InlineData("/", "/")]
    [InlineData("/a?u=http://x/y", "/a?u=http://x/y")]
    [InlineData("http://h", "/")]
    [InlineData("http://h?x=1", "/?x=1")]
    [InlineData("http://h:80/a/b?x=/", "/a/b?x=/")]
    [InlineData("*", "*")]
    public void The_target_is_path_and_query_however_it_was_sent(string raw, string target)
        => Assert.Equal(target, RequestReader.TargetOf(raw));
}

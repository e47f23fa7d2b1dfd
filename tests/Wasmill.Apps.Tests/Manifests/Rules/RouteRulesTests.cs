using Wasmill.Apps.Manifests.Rules;

namespace Wasmill.Apps.Tests.Manifests.Rules;

public sealed class RouteRulesTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/...")]
    [InlineData("/a/b/...")]
    [InlineData("/a.b/c...d")]
    [InlineData("/.well-known/spinning")]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("/*")]
    [InlineData("/:id")]
    [InlineData("/a/:id/:other_id/...")]
    public void Exact_and_named_segments_and_a_wildcard_at_the_end_are_served(string route) => Assert.Null(RouteRules.Explain(route));

    [Theory]
    [InlineData("/a...", "only /... at the end")]
    [InlineData("/*/b", "only /... at the end")]
    [InlineData("/:", "named segment :")]
    [InlineData("/:a b", "named segment :a b")]
    [InlineData("/:a-b/:A_b", "cannot distinguish")]
    [InlineData("/a?b", "without ? and #")]
    [InlineData("/.../b", "only /... at the end")]
    [InlineData("/.well-known/spin/health", "reserved for the server")]
    public void A_route_that_would_never_match_as_meant_is_refused(string route, string reason)
        => Assert.Contains(reason, RouteRules.Explain(route), StringComparison.Ordinal);
}

using Wasmill.Apps.Manifests;

namespace Wasmill.Apps.Tests.Manifests;

public sealed class RouteRulesTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/...")]
    [InlineData("/a/b/...")]
    [InlineData("/a.b/c...d")]
    [InlineData("/.well-known/spinning")]
    public void Exact_routes_and_a_wildcard_at_the_end_are_served(string route) => Assert.Null(RouteRules.Explain(route));

    [Theory]
    [InlineData("", "must begin with /")]
    [InlineData("a", "must begin with /")]
    [InlineData("/:id", "named segment")]
    [InlineData("/a/:id/...", "named segment")]
    [InlineData("/*", "only /... at the end")]
    [InlineData("/a...", "only /... at the end")]
    [InlineData("/.../b", "only /... at the end")]
    [InlineData("/.well-known/spin/health", "the server's own")]
    public void A_route_that_would_never_match_as_meant_is_refused(string route, string reason) => Assert.Contains(reason, RouteRules.Explain(route), StringComparison.Ordinal);
}

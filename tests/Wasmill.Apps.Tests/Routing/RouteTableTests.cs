using Wasmill.Apps.Manifests;
using Wasmill.Apps.Routing;
using Wasmill.Events.Http;

namespace Wasmill.Apps.Tests.Routing;

public sealed class RouteTableTests
{
    private static readonly RouteTable Table = new([
        new("/...", "root"), new("/api/...", "api"), new("/api/users", "users"), new("/api/users/...", "below"), new("/exact", "exact"), new("/exact", "last")]);

    [Theory]
    [InlineData("/", "root", "/")]
    [InlineData("/apixyz", "root", "/apixyz")]
    [InlineData("/api", "api", "")]
    [InlineData("/api/", "api", "/")]
    [InlineData("/api/x/y", "api", "/x/y")]
    [InlineData("/api/users", "users", "")]
    [InlineData("/api/users/", "users", "")]
    [InlineData("/api/users/7", "below", "/7")]
    [InlineData("/exact", "last", "")]
    [InlineData("/exact/more", "root", "/exact/more")]
    public void The_most_specific_route_wins(string path, string component, string pathInfo)
    {
        var match = Table.Find(path)!;
        Assert.Equal((component, pathInfo), (match.Route.ComponentId, match.PathInfo));
    }

    [Fact]
    public void Without_a_catch_all_a_path_may_have_no_route() => Assert.Null(new RouteTable([new("/a", "a")]).Find("/b"));

    [Fact]
    public void A_guest_sees_Spins_headers_and_never_a_clients_own()
    {
        var request = new AppRequest("GET", "/api/x?q=1", "http://h:1", [new("Spin-Path-Info", "forged"), new("Connection", "close"), new("X-Own", "1")], default, "127.0.0.1:9");
        var headers = GuestHeaders.Make(request, Table.Find("/api/x")!);
        Assert.Equal(
            [
                new("x-own", "1"), new("spin-path-info", "/x"), new("spin-full-url", "http://h:1/api/x?q=1"), new("spin-matched-route", "/api/..."), new("spin-base-path", "/"),
                new("spin-raw-component-route", "/api/..."), new("spin-component-route", "/api"), new HeaderField("spin-client-addr", "127.0.0.1:9"),
            ],
            headers);
    }
}

using Wasmill.Apps.Manifests.Model;
using Wasmill.Apps.Routing;
using Wasmill.Events.Http;

namespace Wasmill.Apps.Tests.Routing;

public sealed class RouteTableTests
{
    private static readonly RouteTable Table = new([
        new("/...", "root"),
        new("/api/...", "api"),
        new("/api/users", "users"),
        new("/api/users/...", "below"),
        new("/exact", "exact"),
        new("/exact", "last")]);

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
        Assert.Equal((component, pathInfo), (match.Route.ComponentId, match.Path.PathInfo));
    }

    [Theory]
    [InlineData("/a/b", "/a/b /a/:x /:x/b /a/... /...", "/a/b")]
    [InlineData("/a/c", "/... /a/... /:x/c /a/:x", "/a/:x")]
    [InlineData("/a/b/c", "/a/:x/c /a/b/... /a/:x/...", "/a/b/...")]
    [InlineData("/a/b/c", "/:x/b/c /a/...", "/a/...")]
    [InlineData("/a/b/c", "/:x/... /:x/:y/:z", "/:x/:y/:z")]
    [InlineData("/a", "/a/... /a", "/a")]
    [InlineData("/a/", "/a/... /a", "/a")]
    [InlineData("/a/x", "/a/* /:y/...", "/a/*")]
    [InlineData("/a", "a", "a")]
    [InlineData("/a", "/a/", "/a/")]
    [InlineData("/a/b", "/a/:x /a/:y", "/a/:y")]
    public void Exact_segments_go_before_named_ones_and_those_before_the_wildcard(string path, string routes, string expected)
        => Assert.Equal(expected, Make(routes).Find(path)!.Route.Pattern);

    [Theory]
    [InlineData("/a", "/a/:x")]
    [InlineData("/a/", "/a/:x")]
    [InlineData("/a//c", "/a/:x/c")]
    [InlineData("/a/b/c", "/a/:x")]
    [InlineData("/ab", "/a/...")]
    [InlineData("/A", "/a")]
    [InlineData("*", "/...")]
    [InlineData("/b", "/a")]
    public void A_path_that_no_route_fits_has_none(string path, string routes) => Assert.Null(Make(routes).Find(path));

    [Theory]
    [InlineData("/u/7", "/u/:id", "id=7", "")]
    [InlineData("/u/7/", "/u/:id", "id=7", "")]
    [InlineData("/u/a%20b/x", "/u/:user_id/:What", "user_id=a%20b What=x", "")]
    [InlineData("/u/7/x/y/", "/u/:id/...", "id=7", "/x/y/")]
    [InlineData("/u/7", "/u/:id/...", "id=7", "")]
    public void Named_segments_and_the_rest_are_given_as_they_were_sent(string path, string route, string names, string pathInfo)
    {
        var match = Make(route).Find(path)!.Path;
        Assert.Equal((names, pathInfo), (string.Join(' ', match.Names.Select(name => $"{name.Key}={name.Value}")), match.PathInfo));
    }

    [Theory]
    [InlineData("/a /a", "/a<-/a")]
    [InlineData("/a/ /a", "/a/<-/a")]
    [InlineData("/a/:x /a/:y /a/...", "/a/:x<-/a/:y")]
    [InlineData("/a/* /a/...", "/a/*<-/a/...")]
    [InlineData("/a /a/... /a/:x /b", "")]
    public void A_route_that_a_later_one_hides_is_found(string routes, string hidden)
        => Assert.Equal(
            hidden,
            string.Join(' ', RouteTable.FindHidden([.. routes.Split(' ').Select(route => new RouteModel(route, "c"))]).Select(pair =>
                $"{pair.Hidden.Pattern}<-{pair.Winner.Pattern}")));

    [Theory]
    [InlineData("/", "/", "", "/", "/")]
    [InlineData("/...", "/x", "/...", "/...", "")]
    [InlineData("/a/", "/a", "/a", "/a/", "/a/")]
    [InlineData("a/...", "/a/x", "/a/...", "a/...", "a")]
    public void The_route_headers_have_the_route_as_Spin_writes_it(string route, string path, string matched, string raw, string component)
    {
        var headers = GuestHeaders.Make(new AppRequest("GET", path, "http://h", [], default, "127.0.0.1:9"), Make(route).Find(path)!)
            .ToDictionary(header => header.Name, header => header.Value);
        Assert.Equal(
            (matched, raw, component),
            (headers["spin-matched-route"], headers["spin-raw-component-route"], headers["spin-component-route"]));
    }

    [Fact]
    public void A_guest_sees_Spins_headers_and_never_a_clients_own()
    {
        var request = new AppRequest(
            "GET",
            "/api/x?q=1",
            "http://h:1",
            [
                new("Spin-Path-Info", "forged"),
                new("SPIN_CLIENT_ADDR", "forged"),
                new("spinner", "2"),
                new("Connection", "close"),
                new("X-Own", "1"),
            ],
            default,
            "127.0.0.1:9");
        var headers = GuestHeaders.Make(request, Table.Find("/api/x")!);
        Assert.Equal(
            [
                new("spinner", "2"), new("x-own", "1"), new("spin-path-info", "/x"), new("spin-full-url", "http://h:1/api/x?q=1"),
                new("spin-matched-route", "/api/..."), new("spin-base-path", "/"), new("spin-raw-component-route", "/api/..."),
                new("spin-component-route", "/api"), new HeaderField("spin-client-addr", "127.0.0.1:9"),
            ],
            headers);
    }

    private static RouteTable Make(string routes) => new([.. routes.Split(' ').Select(route => new RouteModel(route, "c"))]);
}

using System.Net;
using Wasmill.Events.Http;
using Wasmill.Functions;

namespace Wasmill.Apps.Tests.Building.Python;

/// <summary>
/// Headers in Python: a mapping without regard to case, in which a name that comes more than once has one value (RFC 9110, section 5.2).
/// </summary>
public sealed class PythonHeadersTests
{
    private static readonly HeaderField[] Repeated =
    [
        new("x-dup", "a"), new("cookie", "p=1"), new("x-one", "1"), new("X-Dup", "b"), new("cookie", "q=2"),
        new("x-forwarded-for", "192.0.2.1"), new("x-forwarded-for", "198.51.100.7"),
    ];

    [Theory]
    [InlineData("h.get('x-dup')", "'a, b'")]
    [InlineData("h['X-DUP']", "'a, b'")]
    [InlineData("h['cookie']", "'p=1; q=2'")]
    [InlineData("h['X-Forwarded-For']", "'192.0.2.1, 198.51.100.7'")]
    [InlineData("h.get_all('X-Dup')", "['a', 'b']")]
    [InlineData("(h.get('none'), h.get('none', 'other'), 'x-dup' in h, 'none' in h, 5 in h)", "(None, 'other', True, False, False)")]
    [InlineData("len(h), len(list(h)), len(h.keys()), len(h.items())", "(4, 4, 4, 4)")]
    [InlineData(
        "{name: value for name, value in h} == dict(h) == dict(h.items()) == {**h} == {name: h[name] for name in h.keys()}", "True")]
    [InlineData("dict(h)", "{'x-dup': 'a, b', 'cookie': 'p=1; q=2', 'x-one': '1', 'x-forwarded-for': '192.0.2.1, 198.51.100.7'}")]
    [InlineData("h.values()", "['a, b', 'p=1; q=2', '1', '192.0.2.1, 198.51.100.7']")]
    [InlineData(
        "h[0], h[-1][0], h[1:2], next(reversed(h))[0]",
        "(('x-dup', 'a, b'), 'x-forwarded-for', [('cookie', 'p=1; q=2')], 'x-forwarded-for')")]
    [InlineData("h == h.copy(), h == dict(h), h == list(h), h == {'X-ONE': '1'}, h != {}", "(True, True, True, False, True)")]
    [InlineData("(h | {'X-One': '2'})['x-one'], ({'x-one': '2', 'n': '3'} | h)['x-one'], h['x-one']", "('2', '1', '1')")]
    public async Task A_repeated_header_has_one_value(string expression, string value)
    {
        await using var app = PythonApp.With("from spin_http import Response\ndef handle_request(request):\n    h = request.headers\n"
            + $"    return Response(200, {{}}, repr(({expression})))\n");
        var result = await app.CallAsync("", Repeated);
        Assert.Equal(value, result.Body());
    }

    [Fact]
    public async Task Headers_are_changed_as_a_dict_is()
    {
        await using var app = PythonApp.With("""
            from spin_http import Response
            def handle_request(request):
                h = request.headers
                kept = h.copy()
                h["X-DUP"] = "c"
                seen = [h["x-dup"], h.pop("cookie"), h.pop("cookie", "gone"), h.setdefault("x-one", "2"), h.setdefault("x-new", "3")]
                del h["X-Forwarded-For"]
                h.update({"x-new": ["4", "5"]}, more="6")
                h |= {"x-last": "7"}
                h.add("X-Last", "8")
                seen += [h.popitem(), list(h), kept["x-dup"]]
                h.clear()
                for wrong in (lambda: h["x-dup"], lambda: h.pop("x-dup"), h.popitem):
                    try:
                        wrong()
                    except KeyError:
                        seen.append("KeyError")
                return Response(200, {}, repr([*seen, len(h), bool(h)]))
            """);
        Assert.Equal(
            "['c', 'p=1; q=2', 'gone', '1', '3', ('x-last', '7, 8'), [('X-DUP', 'c'), ('x-one', '1'), ('x-new', '4, 5'), ('more', '6')], "
                + "'a, b', 'KeyError', 'KeyError', 'KeyError', 0, False]",
            (await app.CallAsync("", Repeated)).Body());
    }

    [Theory]
    [InlineData("[('set-cookie', 'a'), ('x', '1'), ('set-cookie', 'b')]")]
    [InlineData("{'set-cookie': ['a', 'b'], 'x': 1}")]
    [InlineData("Headers([('Set-Cookie', 'a'), ('x', '1'), ('set-cookie', 'b')])")]
    public async Task An_answer_may_repeat_a_header(string headers)
    {
        await using var app = PythonApp.With(
            $"from spin_http import Headers, Response\ndef handle_request(request):\n    return Response(200, {headers})\n");
        var answered = (await app.CallAsync()).Response.Headers
            .Where(header => header.Name.Equals("set-cookie", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(["a", "b"], answered.Select(header => header.Value));
    }

    [Fact]
    public async Task The_cookies_that_a_server_sets_stay_apart_and_pass_through()
    {
        await using var app = PythonApp.With("""
            from spin_http import Request, Response, http_send
            def handle_request(request):
                answer = http_send(Request("GET", request.body.decode(), {"x-sent": ["1", "2"]}, None))
                print([pair for pair in answer.headers if pair[0].lower() == "set-cookie"], answer.headers["set-cookie"], answer.headers["x-many"])
                return Response(200, answer.headers)
            """);
        using var server = new HttpListener();
        var url = PythonCapabilitiesTests.Listen(server);
        await app.LoadAsync(new FunctionConfig { Name = "app", AllowedOutboundHosts = [url.TrimEnd('/')] });
        var call = app.CallAsync(url);
        var context = await server.GetContextAsync();
        Assert.Equal("1, 2", context.Request.Headers["x-sent"]);
        context.Response.AppendHeader("Set-Cookie", "a=1; Expires=Thu, 01 Jan 2032 00:00:00 GMT");
        context.Response.AppendHeader("Set-Cookie", "b=2");
        context.Response.AppendHeader("x-many", "1");
        context.Response.AppendHeader("x-many", "2");
        context.Response.Close();
        var result = await call;
        Assert.Equal(
            ["a=1; Expires=Thu, 01 Jan 2032 00:00:00 GMT", "b=2"],
            result.Response.Headers.Where(header => header.Name.Equals("set-cookie", StringComparison.OrdinalIgnoreCase))
                .Select(header => header.Value));
        Assert.Contains("'b=2')] a=1; Expires=Thu, 01 Jan 2032 00:00:00 GMT, b=2 1, 2", result.LogText(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ce-subject", "the attribute subject is given twice")]
    [InlineData("content-type", "the header Content-Type is given twice")]
    public async Task An_event_with_an_attribute_twice_is_refused(string header, string reason)
    {
        await using var app = PythonApp.With("def handle_event(event):\n    return event\n");
        var result = await app.CallAsync(
            "{}", new("ce-specversion", "1.0"), new("ce-id", "1"), new("ce-type", "a.b"), new("ce-source", "/s"), new(header, "a/json"),
            new(header, "b/json"));
        Assert.Equal((400, reason + "\n"), (result.Response.Status, result.Body()));
    }
}

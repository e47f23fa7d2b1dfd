using System.Net;
using Wasmill.Functions;
using Wasmill.Functions.Capabilities.KeyValue;

namespace Wasmill.Apps.Tests.Building.Python;

/// <summary>What a Python function gets when the manifest grants it: variables, key-value stores, requests to servers.</summary>
public sealed class PythonCapabilitiesTests
{
    private static readonly FunctionConfig Config = new() { Name = "app" };

    [Fact]
    public async Task A_variable_is_read_and_another_is_refused_by_name()
    {
        await using var app = PythonApp.With("""
            from spin_config import config_get
            from spin_http import Response
            def handle_request(request):
                return Response(200, {}, config_get(request.body.decode()))
            """);
        await app.LoadAsync(Config with { Variables = new Dictionary<string, string> { ["greeting"] = "grüezi" } });
        Assert.Equal("grüezi", (await app.CallAsync("greeting")).Body());
        Assert.StartsWith(
            "exception: AssertionError: the variable 'other' is not granted: declare it in [variables]",
            (await app.CallAsync("other")).Body(),
            StringComparison.Ordinal);
        Assert.StartsWith(
            "exception: AssertionError: 'No-Name' is no name of a variable",
            (await app.CallAsync("No-Name")).Body(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_counter_in_a_key_value_store_outlives_the_instances_that_count()
    {
        await using var app = PythonApp.With("""
            from spin_http import Response
            from spin_key_value import kv_open_default
            def handle_request(request):
                store = kv_open_default()
                count = int(store.get("count") or b"0") + 1
                store.set("count", str(count).encode())
                store.set("ä", "text")
                store.delete("never")
                return Response(200, {}, f"{count} {store.exists('count')} {store.exists('never')} {store.get('never')} {store.get('ä')} {sorted(store.get_keys())}")
            """);
        using var stores = new SqliteKeyValueStores(
            new Dictionary<string, string> { ["default"] = Path.Combine(app.Folder, "state", "values.db") }, TimeProvider.System);
        await app.LoadAsync(Config with { KeyValue = stores, KeyValueStores = ["default"] });
        await app.CallAsync();
        Assert.Equal("2 True False None b'text' ['count', 'ä']", (await app.CallAsync()).Body());
    }

    [Fact]
    public async Task A_store_that_is_not_granted_is_refused_with_the_line_that_grants_it()
    {
        await using var app = PythonApp.With("from spin_key_value import kv_open\ndef handle_request(request):\n    kv_open('other')\n");
        Assert.Equal(
            "exception: AssertionError: the key-value store 'other' is not granted: "
                + "add it to key_value_stores of the component in spin.toml\n",
            (await app.CallAsync()).Body());
    }

    [Fact]
    public async Task A_request_reaches_a_server_that_is_allowed_and_no_other()
    {
        await using var app = PythonApp.With("""
            from spin_http import Request, Response, http_send
            def handle_request(request):
                answer = http_send(Request("POST", request.body.decode(), {"x-one": "1"}, b"ping"))
                return Response(answer.status, [("x-two", answer.headers["X-Two"])], b"got " + answer.body)
            """);
        using var server = new HttpListener();
        var url = Listen(server);
        await app.LoadAsync(Config with { AllowedOutboundHosts = [url.TrimEnd('/')] });

        var call = app.CallAsync(url + "path?x=1");
        var context = await server.GetContextAsync();
        var seen = $"{context.Request.HttpMethod} {context.Request.RawUrl} {context.Request.Headers["x-one"]} "
            + $"{await new StreamReader(context.Request.InputStream).ReadToEndAsync(TestContext.Current.CancellationToken)}";
        context.Response.StatusCode = 201;
        context.Response.Headers["x-two"] = "2";
        context.Response.Close("pong"u8.ToArray(), willBlock: true);
        var result = await call;

        Assert.Equal("POST /path?x=1 1 ping", seen);
        Assert.Equal((201, "got pong", "2"), (result.Response.Status, result.Body(), result.Header("x-two")));
        var refused = (await app.CallAsync("http://127.0.0.1:1/")).Body();
        Assert.Equal(
            "exception: AssertionError: the request to 'http://127.0.0.1:1/' is not allowed: "
                + "add its host to allowed_outbound_hosts of the component in spin.toml\n",
            refused);
    }

    [Fact]
    public async Task Nothing_is_granted_while_an_app_is_built()
    {
        await using var app = PythonApp.With(
            "from spin_config import config_get\nX = config_get('greeting')\ndef handle_request(request):\n    pass\n");
        Assert.Contains(
            "app.py:2: AssertionError: the variable 'greeting' is not granted",
            Assert.Throws<Apps.Building.BuildException>(app.Build).Message,
            StringComparison.Ordinal);
    }

    // A listener cannot choose a free port itself: another process may take the one that was found.
    internal static string Listen(HttpListener server)
    {
        while (true)
        {
            var url = $"http://127.0.0.1:{Random.Shared.Next(20000, 60000)}/";
            server.Prefixes.Clear();
            server.Prefixes.Add(url);
            try
            {
                server.Start();
                return url;
            }
            catch (HttpListenerException)
            {
                // Taken: another one.
            }
        }
    }
}

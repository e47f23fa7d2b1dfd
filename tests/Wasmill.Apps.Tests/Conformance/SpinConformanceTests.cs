using System.Text.RegularExpressions;
using Wasmill.Apps.Tests.Serving;

namespace Wasmill.Apps.Tests.Conformance;

/// <summary>
/// Cases of Spin's conformance tests: their manifests and requests, over real HTTP, with guests of our own for the ABI that Wasmill has.
/// </summary>
public sealed partial class SpinConformanceTests
{
    private static readonly HttpClient Client = new();

    [Theory]
    [InlineData("echo")]
    [InlineData("echo_later")]
    [InlineData(ConformanceGuest.Python)]
    public async Task Request_shape_is_exactly_Spins(string guest)
    {
        await using var app = await ServeAsync(guest, "/base/:path_segment/:path_end/...", "");
        // Forged ones are added to the case's own headers.
        var answer = await app.ExchangeAsync("GET /base/path/end/rest?key=value HTTP/1.1\r\nUser-Agent: my-agent\r\nAccept: */*\r\n"
            + "Host: example.com\r\nSpin-Path-Match-Path-End: forged\r\nSpin_Full_Url: forged\r\nConnection: close\r\n\r\n");
        Assert.Contains("method 0\nuri /base/path/end/rest?key=value\n", answer, StringComparison.Ordinal);
        var headers = answer.Split('\n')
            .Where(line => line.StartsWith("header ", StringComparison.Ordinal))
            .Select(line => line["header ".Length..])
            .Order(StringComparer.Ordinal)
            .ToList();
        Assert.Matches(
            @"^spin-client-addr: 127\.0\.0\.1:\d+$", headers.Single(line => line.StartsWith("spin-client-addr", StringComparison.Ordinal)));
        Assert.Equal(
            [
                "accept: */*", "host: example.com", "spin-base-path: /", "spin-component-route: /base/:path_segment/:path_end",
                "spin-full-url: http://example.com/base/path/end/rest?key=value", "spin-matched-route: /base/:path_segment/:path_end/...",
                "spin-path-info: /rest", "spin-path-match-path-end: end", "spin-path-match-path-segment: path",
                "spin-raw-component-route: /base/:path_segment/:path_end/...", "user-agent: my-agent",
            ],
            headers.Where(line => !line.StartsWith("spin-client-addr", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("capabilities", "error 3 ", "error 1 ")]
    [InlineData("capabilities_later", "error 3 ", "error 1 ")]
    [InlineData(ConformanceGuest.Python, "the variable 'non_existent' is not granted", "'NAME' is no name of a variable")]
    public async Task Variables_are_read_and_other_names_refused(string guest, string undefined, string invalid)
    {
        await using var app = await ServeAsync(guest, "/...", "variables = { variable = \"value\" }");
        var lines = (await AskAsync(
            app,
            "config variable",
            "config non_existent",
            "config invalid-name",
            "config invalid!name",
            "config 4invalidname")).Split('\n');
        Assert.Equal("value value", lines[0]);
        Assert.StartsWith(undefined, lines[1], StringComparison.Ordinal);
        string[] names = ["invalid-name", "invalid!name", "4invalidname"];
        for (var i = 0; i < names.Length; i++)
            Assert.StartsWith(invalid.Replace("NAME", names[i], StringComparison.Ordinal), lines[2 + i], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("capabilities", "error 2")]
    [InlineData("capabilities_later", "error 2")]
    [InlineData(
        ConformanceGuest.Python,
        "the key-value store 'forbidden' is not granted: add it to key_value_stores of the component in spin.toml")]
    public async Task Key_value_keeps_what_is_set_until_it_is_deleted(string guest, string denied)
    {
        await using var app = await ServeAsync(guest, "/...", "key_value_stores = [\"default\"]");
        var answer = await AskAsync(
            app,
            "open forbidden", "open default", "delete bar", "exists bar", "get bar", "keys",
            "set bar baz", "exists bar", "get bar", "keys",
            "set bar wow", "exists bar", "get bar", "keys",
            "set qux yay", "keys",
            "delete bar", "delete bar", "delete qux", "exists bar", "get qux", "keys");
        // In this ABI a key that is not there is an error, of number 4.
        Assert.Equal(
            $"""
            {denied}
            store
            deleted
            exists 0
            error 4
            0 keys
            set
            exists 1
            value baz
            1 keys bar
            set
            exists 1
            value wow
            1 keys bar
            set
            2 keys bar qux
            deleted
            deleted
            deleted
            exists 0
            error 4
            0 keys

            """,
            StoreNumber().Replace(answer, "store"));
    }

    [Theory]
    [InlineData("capabilities", "error 2\n")]
    [InlineData("capabilities_later", "error 2\n")]
    [InlineData(
        ConformanceGuest.Python,
        "the key-value store 'default' is not granted: add it to key_value_stores of the component in spin.toml\n")]
    public async Task Key_value_without_permission_is_denied(string guest, string denied)
    {
        await using var app = await ServeAsync(guest, "/...", "");
        Assert.Equal(denied, await AskAsync(app, "open default"));
    }

    [Theory]
    [InlineData("capabilities")]
    [InlineData("capabilities_later")]
    [InlineData(ConformanceGuest.Python)]
    public async Task Outbound_http_reaches_an_allowed_server(string guest)
    {
        await using var server = await ServedApp.StartAsync(
            manifest: "spin_manifest_version = 2\n[application]\nname = \"hello\"\n[[trigger.http]]\nroute = \"/...\"\n"
                + "static_response = { headers = { content-type = \"text/plain\" }, body = \"Hello, world!\" }\n");
        var url = $"http://127.0.0.1:{server.Address.Port}";
        await using var app = await ServeAsync(guest, "/", $"allowed_outbound_hosts = [\"{url}\"]");
        var answer = await AskAsync(app, $"GET {url}");
        Assert.StartsWith("status 200\n", answer, StringComparison.Ordinal);
        Assert.Contains("\ncontent-type: text/plain\n", answer, StringComparison.Ordinal);
        Assert.EndsWith("\nHello, world!\n", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("capabilities", "error 1\n")]
    [InlineData("capabilities_later", "error 1\n")]
    [InlineData(
        ConformanceGuest.Python,
        "the request to 'http://localhost:1234' is not allowed: add its host to allowed_outbound_hosts of the component in spin.toml\n")]
    public async Task Outbound_http_without_permission_is_denied(string guest, string denied)
    {
        await using var app = await ServeAsync(guest, "/", "");
        Assert.Equal(denied, await AskAsync(app, "GET http://localhost:1234"));
        Assert.Contains(
            "test: outbound http: GET http://localhost:1234: add \"http://localhost:1234\" to allowed_outbound_hosts of test to allow it",
            app.Output);
    }

    // A deadline that a loaded machine keeps, too: a store waits for the disk.
    private static Task<ServedApp> ServeAsync(string guest, string route, string grants) => ServedApp.StartAsync(
        manifest: $"""
            spin_manifest_version = 2
            [application]
            name = "conformance"
            [[trigger.http]]
            route = "{route}"
            component = "test"
            [component.test]
            source = "guest.wasm"
            {grants}
            """,
        prepare: folder => ConformanceGuest.Put(guest, folder),
        deadline: TimeSpan.FromSeconds(30));

    private static async Task<string> AskAsync(ServedApp app, params string[] lines)
    {
        using var content = new StringContent(string.Join('\n', lines));
        using var answer = await Client.PostAsync(app.Address, content, TestContext.Current.CancellationToken);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    // Which number a store has is the host's own affair.
    [GeneratedRegex(@"store \d+")]
    private static partial Regex StoreNumber();
}

using System.Net;

namespace Wasmill.Apps.Tests.Serving;

/// <summary>A CGI program in C as the component of a route, over real HTTP.</summary>
public sealed class WagiServingTests
{
    private const string Manifest = """
        spin_manifest_version = 2
        [application]
        name = "cgi"
        [[trigger.http]]
        route = "/cgi/:user_id/..."
        component = "program"
        executor = { type = "wagi" }
        [[trigger.http]]
        route = "/own"
        component = "program"
        executor = { type = "wagi", argv = "prog --flag ${ARGS}" }
        [component.program]
        source = "wagi.wasm"
        environment = { OWN = "1" }
        """;

    private static readonly HttpClient Client = new(new HttpClientHandler { AllowAutoRedirect = false });

    [Fact]
    public async Task A_program_gets_the_request_in_its_environment_arguments_and_input_and_its_output_is_the_answer()
    {
        await using var app = await ServedApp.StartAsync(manifest: Manifest);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(app.Address, "/cgi/7/a%20b/?x=1&y=2")) { Content = new StringContent("the body") };
        request.Headers.Add("X-Custom", "c");
        request.Headers.Add("Authorization", "Bearer secret");
        request.Headers.Add("Spin-Path-Info", "forged");
        using var answer = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.OK, "text/plain"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.EndsWith("the body", text, StringComparison.Ordinal);
        foreach (var line in (string[])
                 [
                     "argument x=1", "argument y=2", "OWN=1", "REQUEST_METHOD=POST", "CONTENT_LENGTH=8", "PATH_INFO=/a b/", "X_RAW_PATH_INFO=/a%20b/", "QUERY_STRING=x=1&y=2",
                     "X_PATH_MATCH_USER_ID=7", "X_MATCHED_ROUTE=/cgi/:user_id/...", "SCRIPT_NAME=/cgi/:user_id", "SERVER_PROTOCOL=HTTP/1.1", "GATEWAY_INTERFACE=CGI/1.1", "HTTP_X_CUSTOM=c",
                     $"X_FULL_URL={app.Address}cgi/7/a%20b/?x=1&y=2",
                 ])
            Assert.Contains(line + "\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
        Assert.DoesNotContain("forged", text, StringComparison.Ordinal);
        Assert.Contains("program: to the log", app.Output);
    }

    [Fact]
    public async Task Each_route_has_its_own_arguments()
    {
        await using var app = await ServedApp.StartAsync(manifest: Manifest);
        var text = await Client.GetStringAsync(new Uri(app.Address, "/own?a&b"), TestContext.Current.CancellationToken);
        Assert.Equal(["prog", "--flag", "a", "b"], text.Split('\n').Where(line => line.StartsWith("argument ", StringComparison.Ordinal)).Select(line => line["argument ".Length..]));
    }

    [Theory]
    [InlineData("/location", 302, "/elsewhere")]
    [InlineData("/location-status", 308, "/elsewhere")]
    [InlineData("/status", 404, null)]
    [InlineData("/bad-status", 502, null)]
    [InlineData("/exit-0", 200, null)]
    [InlineData("/empty", 500, null)]
    [InlineData("/exit-3", 500, null)]
    public async Task The_answer_of_a_program_becomes_that_of_the_server(string path, int status, string? location)
    {
        await using var app = await ServedApp.StartAsync(manifest: Manifest);
        using var answer = await Client.GetAsync(new Uri(app.Address, "/cgi/7" + path), TestContext.Current.CancellationToken);
        Assert.Equal((status, location), ((int)answer.StatusCode, answer.Headers.Location?.OriginalString));
    }

    [Fact]
    public async Task A_program_reads_the_files_that_its_manifest_gives_it_and_cannot_change_them()
    {
        await using var app = await ServedApp.StartAsync(
            manifest: Manifest + "\nfiles = [{ source = \"words\", destination = \"/data\" }]\n",
            prepare: folder => File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "words")).FullName, "one.txt"), "eins"));
        Assert.Equal("eins", await Client.GetStringAsync(new Uri(app.Address, "/cgi/7/cat?/data/one.txt"), TestContext.Current.CancellationToken));
        Assert.Equal("one.txt\n", await Client.GetStringAsync(new Uri(app.Address, "/cgi/7/ls?/data"), TestContext.Current.CancellationToken));
        Assert.Equal("errno 44\n", await Client.GetStringAsync(new Uri(app.Address, "/cgi/7/cat?/spin.toml"), TestContext.Current.CancellationToken));
        Assert.Equal(
            "write 69 truncate 69 create 69 unlink 69 rename 69 mkdir 69\n", await Client.GetStringAsync(new Uri(app.Address, "/cgi/7/change?/data/one.txt"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Methods_that_the_HTTP_ABI_does_not_know_reach_a_program()
    {
        await using var app = await ServedApp.StartAsync(manifest: Manifest);
        using var request = new HttpRequestMessage(new HttpMethod("PROPFIND"), new Uri(app.Address, "/own"));
        using var answer = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Contains("REQUEST_METHOD=PROPFIND\n", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}

using System.Net;

namespace Wasmill.Apps.Tests.Serving;

/// <summary>A CGI program in C as the component of a route, over real HTTP.</summary>
public sealed class WagiServingTests
{
    private static readonly string Manifest = new TestApp("cgi")
        .Route("/cgi/:user_id/...", "program", """executor = { type = "wagi" }""")
        .Route("/own", "program", """executor = { type = "wagi", argv = "prog --flag ${ARGS}" }""")
        .Component("program", """environment = { OWN = "1" }""", guest: "wagi")
        .Manifest;

    private static readonly HttpClient Client = new(new HttpClientHandler { AllowAutoRedirect = false });

    [Fact]
    public async Task A_program_gets_the_request_in_its_environment_arguments_and_input_and_its_output_is_the_answer()
    {
        await using var app = await ServedApp.StartAsync(manifest: Manifest);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(app.Address, "/cgi/7/a%20b/?x=1&y=2"))
        {
            Content = new StringContent("the body"),
        };
        request.Headers.Add("X-Custom", "c");
        request.Headers.Add("Authorization", "Bearer secret");
        request.Headers.Add("Proxy", "http://secret.example");
        request.Headers.Add("Spin-Path-Info", "forged");
        using var answer = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.OK, "text/plain"), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.EndsWith("the body", text, StringComparison.Ordinal);
        foreach (var line in (string[])
                 [
                     "argument x=1", "argument y=2", "OWN=1", "REQUEST_METHOD=POST", "CONTENT_LENGTH=8", "PATH_INFO=/a b/",
                     "X_RAW_PATH_INFO=/a%20b/", "QUERY_STRING=x=1&y=2", "X_PATH_MATCH_USER_ID=7", "X_MATCHED_ROUTE=/cgi/:user_id/...",
                     "SCRIPT_NAME=/cgi/:user_id", "SERVER_PROTOCOL=HTTP/1.1", "GATEWAY_INTERFACE=CGI/1.1", "HTTP_X_CUSTOM=c",
                     $"X_FULL_URL={app.Address}cgi/7/a%20b/?x=1&y=2",
                 ])
            Assert.Contains(line + "\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
        Assert.DoesNotContain("forged", text, StringComparison.Ordinal);
        Assert.Contains("program: to the log", app.Output);
    }

    [Fact]
    public async Task A_program_gets_every_variable_of_CGI_and_of_Spin_and_no_other()
    {
        await using var app = await ServedApp.StartAsync(manifest: Manifest);
        var answer = await app.ExchangeAsync(
            "POST /cgi/7/a%20b?x=1&y HTTP/1.1\r\nHost: example.com:81\r\nContent-Type: text/x\r\nContent-Length: 4\r\nCookie: a=1\r\n"
                + "Cookie: b=2\r\nX-Two: 1\r\nX-Two: 2\r\nAuthorization: a\r\nProxy-Authorization: a\r\nConnection: close\r\n\r\nbody");
        var lines = answer.Replace("\r", "", StringComparison.Ordinal).Split('\n');
        var client = lines.Single(line => line.StartsWith("X_CLIENT_ADDR=127.0.0.1:", StringComparison.Ordinal));
        Assert.Equal(
            [
                "AUTH_TYPE=", "CONTENT_LENGTH=4", "CONTENT_TYPE=text/x", "GATEWAY_INTERFACE=CGI/1.1", "HTTP_CONTENT_LENGTH=4",
                "HTTP_CONTENT_TYPE=text/x", "HTTP_COOKIE=a=1; b=2", "HTTP_HOST=example.com:81", "HTTP_X_TWO=1, 2", "OWN=1",
                "PATH_INFO=/a b", "PATH_TRANSLATED=/a b", "QUERY_STRING=x=1&y", "REMOTE_ADDR=127.0.0.1", "REMOTE_HOST=127.0.0.1",
                "REMOTE_USER=", "REQUEST_METHOD=POST", "SCRIPT_NAME=/cgi/:user_id", "SERVER_NAME=example.com", "SERVER_PORT=81",
                "SERVER_PROTOCOL=HTTP/1.1", "SERVER_SOFTWARE=WAGI/1", "X_BASE_PATH=/", client, "X_COMPONENT_ROUTE=/cgi/:user_id",
                "X_FULL_URL=http://example.com:81/cgi/7/a%20b?x=1&y", "X_MATCHED_ROUTE=/cgi/:user_id/...", "X_PATH_MATCH_USER_ID=7",
                "X_RAW_COMPONENT_ROUTE=/cgi/:user_id/...", "X_RAW_PATH_INFO=/a%20b",
            ],
            lines.Where(line => line.Contains('=', StringComparison.Ordinal) && char.IsAsciiLetterUpper(line[0]))
                .Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Each_route_has_its_own_arguments()
    {
        await using var app = await ServedApp.StartAsync(manifest: Manifest);
        var text = await Client.GetStringAsync(new Uri(app.Address, "/own?a&b"), TestContext.Current.CancellationToken);
        Assert.Equal(["prog", "--flag", "a", "b"], text.Split('\n')
            .Where(line => line.StartsWith("argument ", StringComparison.Ordinal))
            .Select(line => line["argument ".Length..]));
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
            prepare: folder =>
                File.WriteAllText(Path.Combine(Directory.CreateDirectory(Path.Combine(folder, "words")).FullName, "one.txt"), "eins"));
        Assert.Equal(
            "eins", await Client.GetStringAsync(new Uri(app.Address, "/cgi/7/cat?/data/one.txt"), TestContext.Current.CancellationToken));
        Assert.Equal(
            "one.txt\n", await Client.GetStringAsync(new Uri(app.Address, "/cgi/7/ls?/data"), TestContext.Current.CancellationToken));
        Assert.Equal(
            "errno 44\n",
            await Client.GetStringAsync(new Uri(app.Address, "/cgi/7/cat?/spin.toml"), TestContext.Current.CancellationToken));
        Assert.Equal(
            "write 69 truncate 69 create 69 unlink 69 rename 69 mkdir 69\n",
            await Client.GetStringAsync(new Uri(app.Address, "/cgi/7/change?/data/one.txt"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Methods_that_the_HTTP_ABI_does_not_know_reach_a_program()
    {
        await using var app = await ServedApp.StartAsync(manifest: Manifest);
        using var request = new HttpRequestMessage(new HttpMethod("PROPFIND"), new Uri(app.Address, "/own"));
        using var answer = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Contains(
            "REQUEST_METHOD=PROPFIND\n",
            await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }
}

namespace Wasmill.Apps.Tests.Serving;

/// <summary>What a served app is kept from, and what it is shown, over raw HTTP.</summary>
public sealed class RequestFrontTests
{
    private const string Chunked = "Transfer-Encoding: chunked\r\n\r\n";

    [Theory]
    [InlineData("localhost:3000", "", 200)]
    [InlineData("127.0.0.1", "", 200)]
    [InlineData("host.docker.internal:3000", "", 200)]
    [InlineData("app.localhost", "Origin: http://localhost:5173\r\n", 200)]
    [InlineData("shop.example", "Origin: https://shop.example\r\n", 200)]
    [InlineData("evil.example", "", 403)]
    [InlineData("localhost", "Origin: http://evil.example\r\n", 403)]
    [InlineData("localhost", "Origin: null\r\n", 403)]
    public async Task An_app_on_loopback_answers_to_local_and_allowed_names_and_to_their_pages(string host, string headers, int status)
    {
        await using var app = await ServedApp.StartAsync(options => options with { AllowedHosts = ["shop.example"] });
        foreach (var path in (string[])["/echo", "/.well-known/spin/health"])
            Assert.StartsWith(
                $"HTTP/1.1 {status} ",
                await app.ExchangeAsync($"POST {path} HTTP/1.1\r\nHost: {host}\r\n{headers}Content-Length: 0\r\nConnection: close\r\n\r\n"),
                StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_of_another_site_may_ask_before_it_sends_and_may_get()
    {
        await using var app = await ServedApp.StartAsync(options => options with { AllowedHosts = [] });
        foreach (var method in (string[])["GET", "OPTIONS"])
            Assert.StartsWith(
                "HTTP/1.1 200 ",
                await app.ExchangeAsync(
                    $"{method} /echo HTTP/1.1\r\nHost: localhost\r\nOrigin: http://evil.example\r\nConnection: close\r\n\r\n"),
                StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("X-User: Jos\u00e9", "header x-user: Jos\u00c3\u00a9\n")]
    [InlineData("X-User: Jos\u00c3\u00a9", "header x-user: Jos\u00c3\u00a9\n")]
    [InlineData("User-Agent: \u00ff", "header user-agent: \u00c3\u00bf\n")]
    [InlineData("Cookie: a=\u00e9", "header cookie: a=\u00c3\u00a9\n")]
    [InlineData("ce-subject: Jos\u00e9", "header ce-subject: Jos\u00c3\u00a9\n")]
    [InlineData("ce-ext: \"\u00e9\"", "header ce-ext: \"\u00c3\u00a9\"\n")]
    public async Task A_function_sees_UTF_8_as_it_came_and_other_bytes_as_Latin_1(string header, string seen)
    {
        await using var app = await ServedApp.StartAsync();
        var answer = await app.ExchangeAsync($"GET /echo HTTP/1.1\r\nHost: localhost\r\n{header}\r\nConnection: close\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 200 ", answer, StringComparison.Ordinal);
        Assert.Contains(seen, answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Content-Length: +2\r\n\r\n{}")]
    [InlineData("Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}")]
    [InlineData("Content-Length: 2\r\n" + Chunked + "2\r\n{}\r\n0\r\n\r\n")]
    [InlineData(Chunked + "fffffffffffffffff\r\n{}\r\n0\r\n\r\n")]
    [InlineData(Chunked + "7fffffffffffffff\r\n{}\r\n0\r\n\r\n")]
    [InlineData(Chunked + "2\n{}\r\n0\r\n\r\n")]
    [InlineData(Chunked + "2\r\n{}x\r\n0\r\n\r\n")]
    public async Task Malformed_framing_is_refused_before_a_function_is_called(string rest)
    {
        await using var app = await ServedApp.StartAsync();
        var answer = await app.ExchangeAsync(
            $"POST /echo HTTP/1.1\r\nHost: localhost\r\n{rest}GET /echo HTTP/1.1\r\nHost: localhost\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        Assert.Equal(2, answer.Split("HTTP/1.1 ").Length);
        Assert.DoesNotContain("echo", string.Join('\n', app.Output), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chunk_extension_of_a_mebibyte_is_refused()
    {
        await using var app = await ServedApp.StartAsync();
        Assert.StartsWith(
            "HTTP/1.1 400 ",
            await app.ExchangeAsync(
                $"POST /echo HTTP/1.1\r\nHost: localhost\r\n{Chunked}2;{new string('x', 1 << 20)}\r\n{{}}\r\n0\r\n\r\n"),
            StringComparison.Ordinal);
    }
}

using System.Net;
using System.Net.Sockets;
using System.Text;
using Wasmill.Apps.Serving;
using Wasmill.Functions.Tests.Guests.WasiHttp;

namespace Wasmill.Apps.Tests.Serving;

/// <summary>Answers that leave while their functions write them, over real HTTP.</summary>
public sealed class StreamedAnswersTests
{
    private const string Head = """
        (call $append (local.get $a) (i32.const 2008) (i32.const 3) (i32.const 2000) (i32.const 4) (i32.const 1024))
        """;

    private const string Begin = """
        (local.set $a (call $fields))
        """ + Head + """
        (local.set $a (call $response (local.get $a)))
        (call $body (local.get $a) (i32.const 1024)) (local.set $b (i32.load (i32.const 1028)))
        (call $out-stream (local.get $b) (i32.const 1024)) (local.set $c (i32.load (i32.const 1028)))
        (call $answer (local.get $out) (local.get $a))
        (call $write-flush (local.get $c) (i32.const 2000) (i32.const 4) (i32.const 1024))
        """;

    private const string WaitForever = "(call $block (call $in (i64.const 3600000000000)))";

    private const string Finish = """
        (call $drop-out-stream (local.get $c)) (call $out-finish (local.get $b) (i32.const 0) (i32.const 0) (i32.const 1024))
        """;

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task The_first_bytes_arrive_before_the_function_has_ended_and_its_end_breaks_the_connection(string version)
    {
        await using var app = await StartAsync(Begin + WaitForever, TimeSpan.FromSeconds(2));
        using var client = new HttpClient();
        using var answer = await client.SendAsync(
            new HttpRequestMessage(HttpMethod.Get, app.Address)
            {
                Version = Version.Parse(version),
                VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            },
            HttpCompletionOption.ResponseHeadersRead,
            Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("data", answer.Headers.GetValues("x-a").Single());
        await using var body = await answer.Content.ReadAsStreamAsync(Cancel);
        var bytes = new byte[4];
        await body.ReadExactlyAsync(bytes, Cancel);
        Assert.Equal("data"u8, bytes);
        Assert.Empty(app.Output);
        await Assert.ThrowsAnyAsync<IOException>(async () => await body.ReadExactlyAsync(bytes, Cancel));
        await app.StopAsync();
        Assert.StartsWith("guest: deadline: ", Assert.Single(app.Output), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_response_without_a_length_is_chunked_and_one_with_a_length_is_not()
    {
        var pause = "(call $block (call $in (i64.const 20000000)))";
        await using (var app = await StartAsync(Begin + pause + Finish))
        {
            var answer = await app.ExchangeAsync("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
            Assert.Contains("Transfer-Encoding: chunked\r\n", answer, StringComparison.Ordinal);
            Assert.EndsWith("\r\n\r\n4\r\ndata\r\n0\r\n\r\n", answer, StringComparison.Ordinal);
        }

        var length = Head + """
            (call $append (local.get $a) (i32.const 2012) (i32.const 14) (i32.const 2026) (i32.const 1) (i32.const 1024))
            """;
        await using (var app = await StartAsync(Begin.Replace(Head, length, StringComparison.Ordinal) + pause + Finish))
        {
            var answer = await app.ExchangeAsync("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
            Assert.Contains("Content-Length: 4\r\n", answer, StringComparison.Ordinal);
            Assert.EndsWith("\r\n\r\ndata", answer, StringComparison.Ordinal);
            answer = await app.ExchangeAsync("HEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
            Assert.Contains("Content-Length: 4\r\n", answer, StringComparison.Ordinal);
            Assert.EndsWith("\r\n\r\n", answer, StringComparison.Ordinal);
        }
    }

    // The server writes no trailers in HTTP/1.1.
    [Fact]
    public async Task Trailers_follow_the_body_in_HTTP_2()
    {
        await using var app = await StartAsync(Begin + """
            (call $drop-out-stream (local.get $c)) (local.set $a (call $fields))
            """ + Head + "(call $out-finish (local.get $b) (i32.const 1) (local.get $a) (i32.const 1024))");
        using var client = new HttpClient
        {
            DefaultRequestVersion = HttpVersion.Version20,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        using var answer = await client.GetAsync(app.Address, Cancel);
        Assert.Equal("data", await answer.Content.ReadAsStringAsync(Cancel));
        Assert.Equal("data", answer.TrailingHeaders.GetValues("x-a").Single());
    }

    // More than any buffer on the way holds: the function cannot have ended when the first bytes are read.
    [Fact]
    public async Task A_function_in_Rust_waits_for_a_client_that_reads_slowly()
    {
        const int Total = 100_000_000;
        await using var app = await StartSpinAsync(TimeSpan.FromSeconds(60));
        using var client = new HttpClient();
        using var answer = await client.GetAsync(
            new Uri(app.Address, $"/bytes/{Total}"), HttpCompletionOption.ResponseHeadersRead, Cancel);
        await using var body = await answer.Content.ReadAsStreamAsync(Cancel);
        var buffer = new byte[251 * 1000];
        for (var at = 0; at < Total;)
        {
            var count = Math.Min(buffer.Length, Total - at);
            await body.ReadExactlyAsync(buffer.AsMemory(0, count), Cancel);
            Assert.Equal((0, (count - 1) % 251), (buffer[0], buffer[count - 1]));
            at += count;
        }

        Assert.Equal(0, await body.ReadAsync(buffer, Cancel));
    }

    [Fact]
    public async Task A_client_that_does_not_read_holds_a_worker_until_the_deadline_only()
    {
        var failed = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var app = await StartSpinAsync(
            TimeSpan.FromSeconds(1), options => options with { Output = (_, line) => failed.TrySetResult(line) });
        using var client = new TcpClient();
        await client.ConnectAsync(app.Address.Host, app.Address.Port, Cancel);
        await using var stream = client.GetStream();
        await stream.WriteAsync("GET /bytes/900000000 HTTP/1.1\r\nHost: a\r\n\r\n"u8.ToArray(), Cancel);
        // The server breaks the connection: what it had sent can be read, and then no more.
        var received = 0L;
        var buffer = new byte[1];
        await stream.ReadExactlyAsync(buffer, Cancel);
        var failure = await failed.Task.WaitAsync(TimeSpan.FromSeconds(30), Cancel);
        Assert.StartsWith("deadline: ", failure, StringComparison.Ordinal);
        buffer = new byte[1 << 20];
        try
        {
            while (await stream.ReadAsync(buffer, Cancel) is var read and > 0)
                received += read;
        }
        catch (IOException)
        {
            // A reset.
        }

        Assert.True(received < 100_000_000, $"{received} bytes");
        Assert.StartsWith(
            "HTTP/1.1 404 ",
            await app.ExchangeAsync("GET /sum HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_goes_away_ends_the_writing()
    {
        var app = await StartSpinAsync(TimeSpan.FromMinutes(10));
        using (var client = new TcpClient())
        {
            await client.ConnectAsync(app.Address.Host, app.Address.Port, Cancel);
            await using var stream = client.GetStream();
            await stream.WriteAsync("GET /bytes/2000000000 HTTP/1.1\r\nHost: a\r\n\r\n"u8.ToArray(), Cancel);
            await stream.ReadExactlyAsync(new byte[100_000], Cancel);
        }

        // Disposing the app waits for the call.
        await app.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(60), Cancel);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static Task<ServedApp> StartAsync(string code, TimeSpan? deadline = null)
        => ServedApp.StartAsync(
            manifest: TestApp.Of("guest", "guest").Manifest,
            prepare: folder => File.WriteAllBytes(
                Path.Combine(folder, "guest.wasm"),
                WasiHttpText.Convert(code, """(data (i32.const 2000) "data    x-a content-length4")""")),
            deadline: deadline ?? TimeSpan.FromSeconds(20));

    private static Task<ServedApp> StartSpinAsync(TimeSpan deadline, Func<AppServerOptions, AppServerOptions>? change = null)
        => ServedApp.StartAsync(
            change,
            manifest: TestApp.Of("stream", "stream").Manifest,
            prepare: folder => File.Copy(
                Checkout.Shared("guests", "rust", "spin5-stream", "spin5-stream.wasm"), Path.Combine(folder, "stream.wasm")),
            deadline: deadline);
}

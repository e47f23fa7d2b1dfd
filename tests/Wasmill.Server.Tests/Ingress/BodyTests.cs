using System.IO.Compression;
using System.Text;
using Wasmill.Server.Tests.Http;

namespace Wasmill.Server.Tests.Ingress;

/// <summary>
/// How a body may come: compressed, in chunks, announced, cut short. Alone, because it counts what the process allocates.
/// </summary>
[Collection(nameof(Alone))]
public sealed class BodyTests(BrokerWithSink shared) : IClassFixture<BrokerWithSink>
{
    private const string Event = "ce-specversion: 1.0\nce-id: 1\nce-source: /s\nce-type: t\ncontent-type: application/octet-stream\n";
    private const int Limit = 1 << 20;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private HttpClient Http => shared.Broker.Http;

    [Theory]
    [InlineData("gzip")]
    [InlineData("X-GZip")]
    [InlineData("deflate")]
    [InlineData("deflate", true)]
    [InlineData("identity")]
    public async Task A_compressed_payload_is_delivered_as_it_was_before(string coding, bool isBare = false)
    {
        var payload = RandomBytes(200_000);
        Assert.Equal(202, (await PostAsync($"content-encoding: {coding}\n", Compress(coding, payload, isBare))).Status);
        var delivered = await shared.Sink.NextAsync(Cancel);
        Assert.Equal(payload, delivered.Body);
        Assert.Equal("application/octet-stream", delivered.Headers["content-type"]);
    }

    [Theory]
    [InlineData("br")]
    [InlineData("gzip, gzip")]
    [InlineData("gzip\ncontent-encoding: gzip")]
    [InlineData("zstd")]
    public async Task A_compression_that_is_not_known_is_415_and_the_answer_lists_those_that_are(string coding)
    {
        var answer = await PostAsync($"content-encoding: {coding}\n", new byte[10]);
        Assert.Equal(415, answer.Status);
        Assert.Contains("accept-encoding: gzip, deflate\r\n", answer.Headers, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("deflate", true)]
    public async Task What_is_cut_short_or_no_compression_at_all_is_400(string coding, bool isBare = false)
    {
        var whole = Compress(coding, RandomBytes(5_000), isBare);
        foreach (var length in (int[])[1, 2, 5, 11, whole.Length / 2, whole.Length - 1])
            Assert.Equal((length, 400), (length, (await PostAsync($"content-encoding: {coding}\n", whole[..length])).Status));
        Assert.Equal(400, (await PostAsync($"content-encoding: {coding}\n", Encoding.ASCII.GetBytes("this is not compressed"))).Status);
        Assert.True(shared.Sink.IsEmpty);
    }

    [Fact]
    public async Task A_bomb_is_413_and_takes_no_memory()
    {
        var bomb = Compress("gzip", new byte[64 << 20]);
        Assert.InRange(bomb.Length, 1, Limit);
        var before = GC.GetTotalAllocatedBytes(precise: true);
        Assert.Equal(413, (await PostAsync("content-encoding: gzip\n", bomb)).Status);
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, 16 << 20);
    }

    [Theory]
    [InlineData(Limit, 202)]
    [InlineData(Limit + 1, 413)]
    public async Task The_limit_holds_for_what_was_compressed(int length, int status)
    {
        Assert.Equal(status, (await PostAsync("content-encoding: gzip\n", Compress("gzip", new byte[length]))).Status);
        if (status == 202)
            Assert.Equal(length, (await shared.Sink.NextAsync(Cancel)).Body.Length);
    }

    [Theory]
    [InlineData(1, 7)]
    [InlineData(1, Limit)]
    [InlineData(70_000, 490_000)]
    [InlineData(500_000, Limit)]
    public async Task A_body_may_come_in_chunks_and_their_lines_do_not_count(int size, int length)
    {
        var payload = RandomBytes(length);
        Assert.Equal(202, (await PostChunkedAsync(payload, size)).Status);
        Assert.Equal(payload, (await shared.Sink.NextAsync(Cancel)).Body);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(Limit)]
    public async Task The_limit_holds_for_chunks(int size) => Assert.Equal(413, (await PostChunkedAsync(new byte[Limit + 1], size)).Status);

    [Fact]
    public async Task A_body_that_was_announced_is_asked_for()
    {
        const string Continue = "HTTP/1.1 100 Continue\r\n\r\n";
        await using var connection = await RawConnection.OpenAsync(Http, Cancel);
        await connection.SendAsync(RawConnection.Head(Event + "expect: 100-continue\ncontent-length: 2\n"), Cancel);
        Assert.Equal(Continue, await connection.ReadAsync(Continue.Length, Cancel));
        await connection.SendAsync("ab", Cancel);
        Assert.Equal(202, (await connection.ReadAnswerAsync(Cancel)).Status);
        Assert.Equal("ab", Encoding.ASCII.GetString((await shared.Sink.NextAsync(Cancel)).Body));
    }

    [Theory]
    [InlineData("content-length: 1048577\n", 413)]
    [InlineData("content-length: 2\ncontent-encoding: br\n", 415)]
    public async Task A_body_that_was_announced_and_will_not_do_is_not_asked_for(string headers, int status)
    {
        await using var connection = await RawConnection.OpenAsync(Http, Cancel);
        await connection.SendAsync(RawConnection.Head(Event + "expect: 100-continue\n" + headers), Cancel);
        var answer = await connection.ReadAnswerAsync(Cancel);
        Assert.Equal(status, answer.Status);
        Assert.Contains("connection: close", answer.Headers, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nonsense\r\n")]
    [InlineData("2\r\nabcde")]
    public async Task Chunks_that_are_none_are_400(string body)
    {
        await using var connection = await RawConnection.OpenAsync(Http, Cancel);
        await connection.SendAsync(RawConnection.Head(Event + "transfer-encoding: chunked\n") + body, Cancel);
        Assert.Equal(400, (await connection.ReadAnswerAsync(Cancel)).Status);
        Assert.True(shared.Sink.IsEmpty);
    }

    [Theory]
    [InlineData("content-length: 10\n", "abc")]
    [InlineData("content-length: 100000\n", "abc")]
    [InlineData("transfer-encoding: chunked\n", "5\r\nabc")]
    public async Task A_body_that_breaks_off_is_no_event(string headers, string body)
    {
        await using var connection = await RawConnection.OpenAsync(Http, Cancel);
        await connection.SendAsync(RawConnection.Head(Event + headers) + body, Cancel);
        connection.EndSending();
        // Who hangs up in the middle of a request gets no answer from Kestrel.
        Assert.Equal(0, (await connection.ReadAnswerAsync(Cancel)).Status);
        Assert.Equal(202, (await PostAsync("", [7])).Status);
        Assert.Equal([7], (await shared.Sink.NextAsync(Cancel)).Body);
    }

    private Task<RawAnswer> PostAsync(string headers, byte[] body) => RawConnection.PostAsync(Http, Event + headers, body, Cancel);

    private async Task<RawAnswer> PostChunkedAsync(byte[] payload, int size)
    {
        using var body = new MemoryStream();
        foreach (var chunk in payload.Chunk(size))
        {
            body.Write(Encoding.ASCII.GetBytes($"{chunk.Length:x}\r\n"));
            body.Write(chunk);
            body.Write("\r\n"u8);
        }

        body.Write("0\r\n\r\n"u8);
        await using var connection = await RawConnection.OpenAsync(Http, Cancel);
        await connection.SendAsync(RawConnection.Head(Event + "transfer-encoding: chunked\n"), Cancel);
        await connection.SendAsync(body.ToArray(), Cancel);
        return await connection.ReadAnswerAsync(Cancel);
    }

    // Half noise, half zeros: something that compresses, but not to nothing.
    private static byte[] RandomBytes(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes.AsSpan(0, length / 2));
        return bytes;
    }

    private static byte[] Compress(string coding, byte[] bytes, bool isBare = false)
    {
        if (coding == "identity")
            return bytes;
        using var compressed = new MemoryStream();
        using (Stream stream = coding == "deflate"
            ? isBare
                ? new DeflateStream(compressed, CompressionLevel.Fastest, leaveOpen: true)
                : new ZLibStream(compressed, CompressionLevel.Fastest, leaveOpen: true)
            : new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
            stream.Write(bytes);
        return compressed.ToArray();
    }
}

using Wasmill.Server.Display;
using Wasmill.Server.Tests.Http;

namespace Wasmill.Server.Tests.Ingress;

/// <summary>
/// HTTP/1.1 whose framing is malformed or leaves a body's length open: always 400 or a like refusal, never 202 and never 500.
/// </summary>
public sealed class FramingTests
{
    private const string Event = "ce-specversion: 1.0\r\nce-id: 1\r\nce-source: /s\r\nce-type: t\r\n";
    private const string Chunked = "transfer-encoding: chunked\r\n";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, int> Cases => new()
    {
        { "content-length: +2\r\n", "{}", 400 },
        { "content-length: -2\r\n", "{}", 400 },
        { "content-length: -0\r\n", "", 400 },
        { "content-length: 2 2\r\n", "{}", 400 },
        { "content-length: 2,2\r\n", "{}", 400 },
        { "content-length: 0x2\r\n", "{}", 400 },
        { "content-length: 2.0\r\n", "{}", 400 },
        { "content-length: \u00b2\r\n", "{}", 400 },
        { "content-length:\r\n", "{}", 400 },
        { "content-length: 9223372036854775808\r\n", "{}", 400 },
        { "content-length: 99999999999999999999999999\r\n", "{}", 400 },
        { "content-length: 9223372036854775807\r\n", "{}", 413 },
        { "content-length: 2\r\ncontent-length: 3\r\n", "{}", 400 },
        { "content-length: 2\r\ncontent-length: 2\r\n", "{}", 400 },
        { "content-length: 0000000000000000000000000000002\r\n", "{}", 202 },
        { "content-length:   2  \r\n", "{}", 202 },
        { "content-length: 2\r\n" + Chunked, "2\r\n{}\r\n0\r\n\r\n", 400 },
        { Chunked + "content-length: 2\r\n", "2\r\n{}\r\n0\r\n\r\n", 400 },
        { "transfer-encoding: chunked, gzip\r\n", "2\r\n{}\r\n0\r\n\r\n", 400 },
        { "transfer-encoding: xchunked\r\n", "2\r\n{}\r\n0\r\n\r\n", 400 },
        { Chunked, "2\r\n{}\r\n0\r\n\r\n", 202 },
        { Chunked, "002;a=b\r\n{}\r\n0;c\r\nx: y\r\n\r\n", 202 },
        { Chunked, "00000000000000002\r\n{}\r\n0\r\n\r\n", 400 },
        { Chunked, "fffffffffffffffff\r\n{}\r\n0\r\n\r\n", 400 },
        { Chunked, "ffffffffffffffff\r\n{}\r\n0\r\n\r\n", 400 },
        { Chunked, "80000000\r\n{}\r\n0\r\n\r\n", 400 },
        { Chunked, "-2\r\n{}\r\n0\r\n\r\n", 400 },
        { Chunked, "+2\r\n{}\r\n0\r\n\r\n", 400 },
        { Chunked, " 2\r\n{}\r\n0\r\n\r\n", 400 },
        { Chunked, "0x2\r\n{}\r\n0\r\n\r\n", 400 },
        { Chunked, "\r\n{}\r\n0\r\n\r\n", 400 },
        { Chunked, ";a\r\n{}\r\n0\r\n\r\n", 400 },
        { Chunked, "2\n{}\r\n0\r\n\r\n", 400 },
        { Chunked, "2\r{}\r\n0\r\n\r\n", 400 },
        { Chunked, "2;a\nb\r\n{}\r\n0\r\n\r\n", 400 },
        { Chunked, "2\r\n{}\n0\r\n\r\n", 400 },
        { Chunked, "2\r\n{}x\r\n0\r\n\r\n", 400 },
        { Chunked, "1\r\n{}\r\n0\r\n\r\n", 400 },
        { Chunked, $"2;{new string('x', 1 << 20)}\r\n{{}}\r\n0\r\n\r\n", 400 },
        { Chunked, $"2\r\n{{}}\r\n0;{new string('x', 1 << 20)}\r\n\r\n", 400 },
        { Chunked, string.Concat(Enumerable.Repeat($"1;{new string('x', 1000)}\r\n \r\n", 70)) + "0\r\n\r\n", 400 },
        { Chunked, $"2\r\n{{}}\r\n0\r\nx: {new string('x', 1 << 20)}\r\n\r\n", 400 },
        { "x: a\r\n b\r\ncontent-length: 0\r\n", "", 400 },
        { "x : a\r\ncontent-length: 0\r\n", "", 400 },
        { "x: a\ry: b\r\ncontent-length: 0\r\n", "", 400 },
        { "x: a\0b\r\ncontent-length: 0\r\n", "", 400 },
        { ": a\r\ncontent-length: 0\r\n", "", 400 },
        { "content-length: 0\r\nhost: localhost\r\n", "", 400 },
    };

    [Theory]
    [MemberData(nameof(Cases), DisableDiscoveryEnumeration = true)]
    public async Task A_body_has_one_length_that_everybody_reads_alike(string headers, string body, int status)
    {
        await using var broker = await RunningBroker.StartAsync();
        await using var display = await DisplayServer.StartAsync("127.0.0.1:0", _ => { }, Cancel);
        using var http = new HttpClient { BaseAddress = new Uri(display.Address + "/") };
        Assert.Equal(status, (await SendAsync(broker.Http, headers, body)).Status);
        Assert.Equal(status == 413 ? 413 : status, (await SendAsync(http, headers, body)).Status);
    }

    [Theory]
    [InlineData(Chunked, "2\n{}\r\n0\r\n\r\n")]
    [InlineData(Chunked, "2;a\nb\r\n{}\r\n0\r\n\r\n")]
    [InlineData(Chunked, "fffffffffffffffff\r\n{}\r\n0\r\n\r\n")]
    [InlineData("content-length: 2\r\n" + Chunked, "2\r\n{}\r\n0\r\n\r\n")]
    [InlineData("content-length: +2\r\n", "{}")]
    public async Task What_follows_a_malformed_body_is_never_read_as_a_request(string headers, string body)
    {
        await using var broker = await RunningBroker.StartAsync();
        await using var connection = await RawConnection.OpenAsync(broker.Http, Cancel);
        await connection.SendAsync(
            $"POST / HTTP/1.1\r\nhost: localhost\r\n{Event}{headers}\r\n{body}POST / HTTP/1.1\r\nhost: localhost\r\n"
                + $"{Event}content-length: 0\r\n\r\n",
            Cancel);
        var all = await connection.ReadToEndAsync(Cancel);
        Assert.Equal(2, all.Split("HTTP/1.1 ").Length);
        Assert.StartsWith("HTTP/1.1 400", all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_length_that_was_ignored_and_one_that_is_named_like_it_are_no_failure_of_the_server()
    {
        await using var broker = await RunningBroker.StartAsync();
        Assert.NotEqual(
            500, (await SendAsync(broker.Http, "x-content-length: 1\r\ncontent-length: 2\r\n" + Chunked, "2\r\n{}\r\n0\r\n\r\n")).Status);
    }

    [Theory]
    [InlineData("GET", "/metrics")]
    [InlineData("POST", "/nowhere")]
    [InlineData("POST", "/targets/nobody")]
    [InlineData("PUT", "/api/flow")]
    public async Task No_path_answers_500_to_a_malformed_chunk(string method, string path)
    {
        await using var broker = await RunningBroker.StartAsync();
        await using var connection = await RawConnection.OpenAsync(broker.Http, Cancel);
        await connection.SendAsync(
            $"{method} {path} HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer {broker.Folder.ReadToken()}\r\n{Chunked}\r\n"
                + "fffffffffffffffff\r\n{}\r\n0\r\n\r\n",
            Cancel);
        Assert.InRange((await connection.ReadAnswerAsync(Cancel)).Status, 200, 499);
    }

    [Fact]
    public async Task Chunks_may_come_byte_by_byte_and_requests_may_follow()
    {
        await using var broker = await RunningBroker.StartAsync();
        await using var connection = await RawConnection.OpenAsync(broker.Http, Cancel);
        for (var round = 0; round < 3; round++)
        {
            var request = $"POST / HTTP/1.1\r\nhost: localhost\r\n{Event}{Chunked}\r\n"
                + "2;x=y\r\n{}\r\n10\r\n                \r\n0\r\nx: y\r\n\r\n";
            foreach (var one in request)
                await connection.SendAsync(one.ToString(), Cancel);
            Assert.Equal(202, (await connection.ReadAnswerAsync(Cancel)).Status);
        }
    }

    private static async Task<RawAnswer> SendAsync(HttpClient http, string headers, string body)
    {
        await using var connection = await RawConnection.OpenAsync(http, Cancel);
        await connection.SendAsync($"POST / HTTP/1.1\r\nhost: localhost\r\n{Event}{headers}\r\n{body}", Cancel);
        return await connection.ReadAnswerAsync(Cancel);
    }
}

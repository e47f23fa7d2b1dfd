using System.Diagnostics;
using System.Net;
using System.Text;
using Wasmill.Server.Tests.Http;

namespace Wasmill.Server.Tests.Ingress;

/// <summary>HTTP/2 with prior knowledge on the port that speaks HTTP/1.1.</summary>
public sealed class Http2Tests(BrokerWithSink shared) : IClassFixture<BrokerWithSink>
{
    private const string Preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";
    private const string EmptySettings = "\0\0\0\u0004\0\0\0\0\0";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task An_event_is_taken_by_either_version(string version)
    {
        using var response = await SendAsync(Version.Parse(version), HttpMethod.Post, Event("é", new string('x', 200_000)));
        Assert.Equal((202, version), ((int)response.StatusCode, response.Version.ToString(2)));
        var delivered = await shared.Sink.NextAsync(Cancel);
        Assert.Equal(("%C3%A9", 200_000), (delivered.Headers["ce-id"], delivered.Body.Length));
    }

    [Fact]
    public async Task Both_versions_are_served_at_once()
    {
        var ids = Enumerable.Range(0, 200).Select(i => $"{i}").ToList();
        await Parallel.ForEachAsync(ids, Cancel, async (id, _) =>
        {
            using var response = await SendAsync(
                int.Parse(id, System.Globalization.CultureInfo.InvariantCulture) % 2 == 0 ? HttpVersion.Version20 : HttpVersion.Version11,
                HttpMethod.Post,
                Event(id, "x"));
            Assert.Equal(202, (int)response.StatusCode);
        });
        var delivered = new List<string>();
        foreach (var _ in ids)
            delivered.Add((await shared.Sink.NextAsync(Cancel)).Headers["ce-id"]);
        Assert.Equal(ids.Order(StringComparer.Ordinal), delivered.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_answers_are_those_of_HTTP_1()
    {
        using var large = await SendAsync(HttpVersion.Version20, HttpMethod.Post, new ByteArrayContent(new byte[(1 << 20) + 1]));
        Assert.Equal((413, "the request is larger than 1 MiB\n"), ((int)large.StatusCode, await large.Content.ReadAsStringAsync(Cancel)));
        using var unknown = await SendAsync(HttpVersion.Version20, HttpMethod.Post, null);
        Assert.Equal(400, (int)unknown.StatusCode);
        using var options = await SendAsync(HttpVersion.Version20, HttpMethod.Options, null);
        Assert.Equal(200, (int)options.StatusCode);
        using var other = await SendAsync(HttpVersion.Version20, HttpMethod.Put, null);
        Assert.Equal(405, (int)other.StatusCode);
    }

    [Fact]
    public async Task A_preface_may_come_byte_by_byte()
    {
        await using var connection = await RawConnection.OpenAsync(shared.Broker.Http, Cancel);
        foreach (var character in Preface + EmptySettings)
            await connection.SendAsync(character.ToString(), Cancel);
        // The server's own SETTINGS frame: type 4, stream 0.
        Assert.Equal("\u0004\0\0\0\0\0", (await connection.ReadAsync(9, Cancel))[3..]);
    }

    [Theory]
    [InlineData("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\r")]
    [InlineData("PRI * HTTP/1.1\r\n\r\n")]
    [InlineData("PRX")]
    public async Task What_only_begins_like_a_preface_is_HTTP_1(string start)
    {
        await using var connection = await RawConnection.OpenAsync(shared.Broker.Http, Cancel);
        await connection.SendAsync(start, Cancel);
        connection.EndSending();
        Assert.InRange((await connection.ReadAnswerAsync(Cancel)).Status, 0, 499);
    }

    [Fact]
    public async Task A_stop_does_not_wait_for_connections_that_say_nothing()
    {
        var broker = await RunningBroker.StartAsync();
        await using var silent = await RawConnection.OpenAsync(broker.Http, Cancel);
        await using var http2 = await RawConnection.OpenAsync(broker.Http, Cancel);
        await http2.SendAsync(Preface + EmptySettings, Cancel);
        await http2.ReadAsync(9, Cancel);
        var clock = Stopwatch.StartNew();
        await broker.DisposeAsync();
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }

    private async Task<HttpResponseMessage> SendAsync(Version version, HttpMethod method, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, "")
        {
            Version = version,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = content,
        };
        return await shared.Broker.Http.SendAsync(request, Cancel);
    }

    private static StringContent Event(string id, string data)
        => new(
            $$"""{"specversion":"1.0","id":"{{id}}","source":"/s","type":"t","data":"{{data}}","datacontenttype":"text/plain"}""",
            Encoding.UTF8,
            "application/cloudevents+json");
}

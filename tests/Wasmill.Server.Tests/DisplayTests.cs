using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Wasmill.Events;
using Wasmill.Server.Display;
using Wasmill.Web;

namespace Wasmill.Server.Tests;

public sealed class DisplayTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Events_are_shown_and_streamed_to_the_page_the_past_ones_first()
    {
        var shown = new ConcurrentQueue<CloudEvent>();
        await using var display = await DisplayServer.StartAsync("127.0.0.1:0", shown.Enqueue, Cancel);
        using var http = new HttpClient { BaseAddress = new Uri(display.Address + "/") };
        await SendAsync(http, "first");
        using var stream = await StreamAsync(http);
        Assert.Equal("first", IdOf((await NextAsync(stream)).Data));
        await SendAsync(http, "second");
        Assert.Equal("second", IdOf((await NextAsync(stream)).Data));
        Assert.Equal(["first", "second"], shown.Select(one => one.Id));
    }

    [Fact]
    public async Task A_page_that_connects_again_gets_what_follows_and_everything_of_a_display_that_was_restarted()
    {
        string last;
        await using (var display = await DisplayServer.StartAsync("127.0.0.1:0", _ => { }, Cancel))
        {
            using var http = new HttpClient { BaseAddress = new Uri(display.Address + "/") };
            await SendAsync(http, "first");
            await SendAsync(http, "second");
            using (var stream = await StreamAsync(http))
                last = (await NextAsync(stream)).Id;
            using var again = await StreamAsync(http, last);
            Assert.Equal("second", IdOf((await NextAsync(again)).Data));
        }

        await using var restarted = await DisplayServer.StartAsync("127.0.0.1:0", _ => { }, Cancel);
        using var other = new HttpClient { BaseAddress = new Uri(restarted.Address + "/") };
        await SendAsync(other, "third");
        using var anew = await StreamAsync(other, last);
        var (id, data) = await NextAsync(anew);
        Assert.Equal("third", IdOf(data));
        Assert.NotEqual(last.Split('-')[0], id.Split('-')[0]);
    }

    [Fact]
    public async Task A_payload_is_sent_as_its_bytes_came_with_its_request_and_without_credentials()
    {
        const string Payload = "{\r\n \"n\": 12345678901234567890, \"a\": 1.0,  \"b\": 1e3, \"t\": \"\\u0041</script>\"}";
        await using var display = await DisplayServer.StartAsync("127.0.0.1:0", _ => { }, Cancel);
        using var http = new HttpClient { BaseAddress = new Uri(display.Address + "/") };
        using var request = new HttpRequestMessage(HttpMethod.Post, "?from=here") { Content = new StringContent(Payload) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        foreach (var (name, value) in ((string, string)[])[
            ("ce-specversion", "1.0"), ("ce-id", "1"), ("ce-source", "/s"), ("ce-type", "t"), ("ce-count", "7"),
            ("x-note", "a"), ("X-Note", "b"),
            ("authorization", "Basic secret"), ("cookie", "secret=1"), ("wasmill-event", "b/2"), ("wasmill-cause", "b/1"),
        ])
            request.Headers.TryAddWithoutValidation(name, value);
        using var response = await http.SendAsync(request, Cancel);
        Assert.Equal(202, (int)response.StatusCode);

        using var stream = await StreamAsync(http);
        var data = (await NextAsync(stream)).Data;
        Assert.DoesNotContain("secret", data, StringComparison.Ordinal);
        using var document = JsonDocument.Parse(data);
        var shown = document.RootElement;
        Assert.Equal(
            (Payload, "json", Payload.Length, "b/2", "b/1"),
            (shown.GetProperty("data").GetProperty("text").GetString(),
                shown.GetProperty("data").GetProperty("format").GetString(),
                shown.GetProperty("data").GetProperty("bytes").GetInt32(),
                shown.GetProperty("event").GetString(),
                shown.GetProperty("cause").GetString()));
        Assert.Equal("7", shown.GetProperty("attributes").GetProperty("count").GetString());
        var raw = shown.GetProperty("request");
        Assert.Equal(("POST /?from=here HTTP/1.1", "binary"), (raw.GetProperty("line").GetString(), raw.GetProperty("mode").GetString()));
        var headers = raw.GetProperty("headers").EnumerateArray().Select(header => $"{header[0]}: {header[1]}").ToList();
        Assert.Contains("x-note: a, b", headers);
        Assert.Contains("Authorization: (hidden)", headers);
    }

    [Fact]
    public async Task A_structured_request_is_shown_with_its_body_and_a_batch_without()
    {
        const string One = """{ "specversion":"1.0", "id":"1","source":"/s","type":"t", "data": {"n":1.0} }""";
        await using var display = await DisplayServer.StartAsync("127.0.0.1:0", _ => { }, Cancel);
        using var http = new HttpClient { BaseAddress = new Uri(display.Address + "/") };
        await PostAsync(http, One, "application/cloudevents+json");
        await PostAsync(http, $"[{One},{One}]", "application/cloudevents-batch+json");
        using var stream = await StreamAsync(http);
        using var structured = JsonDocument.Parse((await NextAsync(stream)).Data);
        Assert.Equal(One, structured.RootElement.GetProperty("request").GetProperty("body").GetString());
        Assert.Equal("""{"n":1.0}""", structured.RootElement.GetProperty("data").GetProperty("text").GetString());
        using var batch = JsonDocument.Parse((await NextAsync(stream)).Data);
        var request = batch.RootElement.GetProperty("request");
        Assert.Equal(("batch", 2), (request.GetProperty("mode").GetString(), request.GetProperty("events").GetInt32()));
        Assert.False(request.TryGetProperty("body", out _));
    }

    [Theory]
    [InlineData("", "text/html")]
    [InlineData("display.js", "text/javascript")]
    [InlineData("display.css", "text/css")]
    [InlineData("icon.svg", "image/svg+xml")]
    [InlineData("icon-new.svg", "image/svg+xml")]
    public async Task The_page_loads_nothing_from_elsewhere_and_has_nothing_inline(string path, string mediaType)
    {
        await using var display = await DisplayServer.StartAsync("127.0.0.1:0", _ => { }, Cancel);
        using var http = new HttpClient { BaseAddress = new Uri(display.Address + "/") };
        using var response = await http.GetAsync(path, Cancel);
        Assert.Equal(mediaType, response.Content.Headers.ContentType!.MediaType);
        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'self';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        var text = await response.Content.ReadAsStringAsync(Cancel);
        Assert.DoesNotContain("://", text.Replace("http://www.w3.org/2000/svg", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.DoesNotContain("<style", text, StringComparison.Ordinal);
        Assert.DoesNotContain("innerHTML", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_event_is_refused_with_the_reason()
    {
        await using var display = await DisplayServer.StartAsync("127.0.0.1:0", _ => { }, Cancel);
        using var http = new HttpClient { BaseAddress = new Uri(display.Address + "/") };
        using var response = await http.PostAsync("", new StringContent("hello"), Cancel);
        Assert.Equal(400, (int)response.StatusCode);
        Assert.Contains("is not a CloudEvent", await response.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        using var missing = await http.GetAsync("nowhere", Cancel);
        Assert.Equal(404, (int)missing.StatusCode);
    }

    [Fact]
    public async Task An_address_that_is_none_is_named()
        => Assert.Contains(
            "\"8089\" is not a valid address",
            (await Assert.ThrowsAsync<WebServerException>(() => DisplayServer.StartAsync("8089", _ => { }, Cancel))).Message,
            StringComparison.Ordinal);

    private static Task SendAsync(HttpClient http, string id)
        => PostAsync(
            http, $$"""{"specversion":"1.0","id":"{{id}}","source":"/s","type":"t","data":["<b>"]}""", "application/cloudevents+json");

    private static async Task PostAsync(HttpClient http, string body, string mediaType)
    {
        using var content = new StringContent(body, Encoding.UTF8, mediaType);
        using var response = await http.PostAsync("", content, Cancel);
        Assert.Equal(202, (int)response.StatusCode);
    }

    private static async Task<StreamReader> StreamAsync(HttpClient http, string? last = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "events");
        if (last is not null)
            request.Headers.Add("Last-Event-ID", last);
        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);
        return new StreamReader(await response.Content.ReadAsStreamAsync(Cancel));
    }

    private static async Task<(string Id, string Data)> NextAsync(StreamReader stream)
    {
        var id = "";
        while (true)
        {
            var line = (await stream.ReadLineAsync(Cancel))!;
            if (line.StartsWith("id: ", StringComparison.Ordinal))
                id = line["id: ".Length..];
            if (line.StartsWith("data: ", StringComparison.Ordinal))
                return (id, line["data: ".Length..]);
        }
    }

    private static string IdOf(string data)
    {
        using var document = JsonDocument.Parse(data);
        return document.RootElement.GetProperty("attributes").GetProperty("id").GetString()!;
    }
}

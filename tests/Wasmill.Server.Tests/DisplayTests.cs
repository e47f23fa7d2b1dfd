using System.Collections.Concurrent;
using System.Text;
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
        using var stream = new StreamReader(await http.GetStreamAsync("events", Cancel));
        Assert.Contains("\"id\":\"first\"", await stream.ReadLineAsync(Cancel), StringComparison.Ordinal);
        await stream.ReadLineAsync(Cancel);
        await SendAsync(http, "second");
        Assert.Contains("\"id\":\"second\"", await stream.ReadLineAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal(["first", "second"], shown.Select(one => one.Id));
    }

    [Fact]
    public async Task The_page_is_one_file_that_loads_nothing_from_elsewhere()
    {
        await using var display = await DisplayServer.StartAsync("127.0.0.1:0", _ => { }, Cancel);
        using var http = new HttpClient { BaseAddress = new Uri(display.Address + "/") };
        using var response = await http.GetAsync("", Cancel);
        Assert.Equal("text/html", response.Content.Headers.ContentType!.MediaType);
        Assert.StartsWith("default-src 'none'", response.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.DoesNotContain(
            "http",
            (await response.Content.ReadAsStringAsync(Cancel)).Replace("http-equiv", "", StringComparison.Ordinal),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_event_is_refused_with_the_reason()
    {
        await using var display = await DisplayServer.StartAsync("127.0.0.1:0", _ => { }, Cancel);
        using var http = new HttpClient { BaseAddress = new Uri(display.Address + "/") };
        using var response = await http.PostAsync("", new StringContent("hello"), Cancel);
        Assert.Equal(400, (int)response.StatusCode);
        Assert.Contains("is not a CloudEvent", await response.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_is_none_is_named()
        => Assert.Contains(
            "is not an address",
            (await Assert.ThrowsAsync<WebServerException>(() => DisplayServer.StartAsync("8089", _ => { }, Cancel))).Message,
            StringComparison.Ordinal);

    private static async Task SendAsync(HttpClient http, string id)
    {
        using var content = new StringContent(
            $$"""{"specversion":"1.0","id":"{{id}}","source":"/s","type":"t","data":["<b>"]}""",
            Encoding.UTF8,
            "application/cloudevents+json");
        using var response = await http.PostAsync("", content, Cancel);
        Assert.Equal(202, (int)response.StatusCode);
    }
}

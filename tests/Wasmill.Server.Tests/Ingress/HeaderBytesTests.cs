using System.Text;
using Wasmill.Events;
using Wasmill.Server.Display;
using Wasmill.Server.Tests.Http;

namespace Wasmill.Server.Tests.Ingress;

/// <summary>Headers whose bytes are not UTF-8: opaque to HTTP, refused only where they are an event's.</summary>
public sealed class HeaderBytesTests
{
    private const string Required = "ce-specversion: 1.0\nce-id: 1\nce-source: /s\nce-type: t\n";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("x-user: Jos\u00e9\n")]
    [InlineData("user-agent: Jos\u00e9\n")]
    [InlineData("cookie: name=Jos\u00e9\n")]
    [InlineData("x-user: \u00ff\u0080\n")]
    [InlineData("authorization: Basic \u00e9\n")]
    [InlineData("traceparent: \u00e9\n")]
    [InlineData("origin-x: \u00c3\u00a9\n")]
    public async Task A_header_that_is_no_attribute_says_nothing_about_the_event(string header)
    {
        await using var sink = await Sink.StartAsync(Cancel);
        await using var broker = await RunningBroker.StartAsync();
        await broker.DeliverToAsync(sink.Address, Cancel);
        Assert.Equal(202, (await RawConnection.PostAsync(broker.Http, Required + header, default, Cancel)).Status);
        Assert.Equal("1", (await sink.NextAsync(Cancel)).Headers["ce-id"]);

        var shown = new List<CloudEvent>();
        await using var display = await DisplayServer.StartAsync("127.0.0.1:0", shown.Add, Cancel);
        using var http = new HttpClient { BaseAddress = new Uri(display.Address + "/") };
        Assert.Equal(202, (await RawConnection.PostAsync(http, Required + header, default, Cancel)).Status);
        Assert.Equal("1", Assert.Single(shown).Id);
    }

    [Theory]
    [InlineData("ce-subject: Jos\u00e9\n", "subject")]
    [InlineData("CE-Subject: Jos\u00e9\n", "subject")]
    [InlineData("ce-ext: \"Jos\u00e9\"\n", "ext")]
    [InlineData("ce-ext: \"Jos\\\u00e9\"\n", "ext")]
    [InlineData("ce-ext: a%20b\u00e9\n", "ext")]
    [InlineData("ce-ext: \u00c3\n", "ext")]
    public async Task An_attribute_that_is_not_UTF_8_is_refused_by_its_name(string header, string attribute)
    {
        await using var broker = await RunningBroker.StartAsync();
        await using var display = await DisplayServer.StartAsync("127.0.0.1:0", _ => { }, Cancel);
        using var http = new HttpClient { BaseAddress = new Uri(display.Address + "/") };
        foreach (var client in (HttpClient[])[broker.Http, http])
        {
            var answer = await RawConnection.PostAsync(client, Required + header, default, Cancel);
            Assert.Equal(400, answer.Status);
            Assert.Contains($"attribute {attribute} is not valid UTF-8", answer.Body, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("ce-subject: Jos\u00c3\u00a9\n", "Jos%C3%A9")]
    [InlineData("ce-subject: \"Jos\u00c3\u00a9\"\n", "Jos%C3%A9")]
    [InlineData("ce-subject: \u00f0\u009f\u0098\u0080%20x\n", "%F0%9F%98%80%20x")]
    public async Task An_attribute_in_raw_UTF_8_is_taken_as_before(string header, string sent)
    {
        await using var sink = await Sink.StartAsync(Cancel);
        await using var broker = await RunningBroker.StartAsync();
        await broker.DeliverToAsync(sink.Address, Cancel);
        Assert.Equal(202, (await RawConnection.PostAsync(broker.Http, Required + header, default, Cancel)).Status);
        Assert.Equal(sent, (await sink.NextAsync(Cancel)).Headers["ce-subject"]);
    }

    [Fact]
    public async Task A_media_type_that_is_not_ASCII_is_refused_by_its_name()
    {
        await using var broker = await RunningBroker.StartAsync();
        var answer = await RawConnection.PostAsync(
            broker.Http, Required + "content-type: text/pl\u00e9in\n", Encoding.UTF8.GetBytes("x"), Cancel);
        Assert.Equal(400, answer.Status);
        Assert.Contains("datacontenttype", answer.Body, StringComparison.Ordinal);
    }
}

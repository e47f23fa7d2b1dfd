using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Playwright;
using Wasmill.Events;
using Wasmill.Server.Display;

namespace Wasmill.Browser.Tests;

/// <summary>A display and its page in a tab. Whatever the page reports as an error fails the test.</summary>
internal sealed class DisplayTab : IAsyncDisposable
{
    private static readonly string Text = new('x', 300);

    private readonly ConcurrentQueue<string> _errors = new();
    private DisplayServer _display;

    private DisplayTab(DisplayServer display, IPage page) => (_display, Page) = (display, page);

    /// <summary>The page.</summary>
    public IPage Page { get; }

    /// <summary>The display's address, with a slash at its end.</summary>
    public string Address => _display.Address + "/";

    /// <summary>The events that the display received.</summary>
    public ConcurrentQueue<CloudEvent> Received { get; } = new();

    /// <summary>The first row with a text.</summary>
    public ILocator Row(string text) => Page.Locator(".row", new PageLocatorOptions { HasText = text }).First;

    /// <summary>The detail.</summary>
    public ILocator Detail => Page.Locator("#detail");

    /// <summary>Starts a display and opens its page.</summary>
    public static async Task<DisplayTab> OpenAsync(Chromium chromium, BrowserNewContextOptions? options = null, bool opens = true)
    {
        var page = await chromium.OpenAsync(options);
        DisplayTab? tab = null;
        tab = new DisplayTab(await DisplayServer.StartAsync("127.0.0.1:0", one => tab!.Received.Enqueue(one), default), page);
        page.PageError += (_, error) => tab._errors.Enqueue(error);
        page.Console += (_, message) =>
        {
            // A display that is down for a while is part of some tests.
            if (message.Type == "error" && !message.Text.Contains("net::ERR_", StringComparison.Ordinal))
                tab._errors.Enqueue(message.Text);
        };
        if (opens)
            await page.GotoAsync(tab.Address);
        return tab;
    }

    /// <summary>Stops the display and starts another one at its address.</summary>
    public async Task RestartAsync(Func<Task> whileStopped)
    {
        var address = new Uri(_display.Address).Authority;
        await _display.DisposeAsync();
        await whileStopped();
        _display = await DisplayServer.StartAsync(address, Received.Enqueue, default);
    }

    /// <summary>Sends an event in binary mode.</summary>
    public Task SendAsync(string type, string id, string? data = "{}", params (string Name, string Value)[] headers)
        => SendAsync(type, id, data is null ? null : Encoding.UTF8.GetBytes(data), "application/json", headers);

    /// <summary>Sends an event in binary mode.</summary>
    public async Task SendAsync(string type, string id, byte[]? data, string? mediaType, params (string Name, string Value)[] headers)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, Address);
        request.Content = new ByteArrayContent(data ?? []);
        if (mediaType is not null && data is not null)
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(mediaType);
        foreach (var (name, value) in ((string, string)[])[("ce-specversion", "1.0"), ("ce-id", id), ("ce-type", type), .. headers])
            request.Headers.TryAddWithoutValidation(name, value);
        if (!request.Headers.Contains("ce-source"))
            request.Headers.TryAddWithoutValidation("ce-source", "/shop");
        await PostAsync(http, request);
    }

    /// <summary>Sends a batch of small events.</summary>
    public async Task SendBatchAsync(HttpClient http, int first, int count)
    {
        var batch = string.Join(',', Enumerable.Range(first, count).Select(i => $$"""
            {"specversion":"1.0","id":"{{i}}","source":"/load/{{i % 7}}","type":"load.{{i % 4}}","data":{ "n":{{i}},"text":"{{Text}}" } }
            """));
        using var request = new HttpRequestMessage(HttpMethod.Post, Address)
        {
            Content = new StringContent($"[{batch}]", Encoding.UTF8, "application/cloudevents-batch+json"),
        };
        await PostAsync(http, request);
    }

    /// <summary>What the page has put into the clipboard.</summary>
    public Task<string> ClipboardAsync() => Page.EvaluateAsync<string>("() => navigator.clipboard.readText()");

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Page.Context.CloseAsync();
        await _display.DisposeAsync();
        Assert.Empty(_errors);
    }

    private static async Task PostAsync(HttpClient http, HttpRequestMessage request)
    {
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}

using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Microsoft.Playwright;
using Wasmill.Events;
using Wasmill.Events.Json;
using static Microsoft.Playwright.Assertions;

namespace Wasmill.Browser.Tests;

/// <summary>Tests of what leaves the page: commands that send an event again, and the download.</summary>
public sealed class SendAgainTests(Chromium chromium)
{
    public static TheoryData<string, byte[]?, string?> Payloads => new()
    {
        { "json", "{\"it's\":  1.0, \"n\": 12345678901234567890}\r\n"u8.ToArray(), "application/json" },
        { "at", "@/etc/passwd"u8.ToArray(), "text/plain" },
        { "quotes", "a'b\"c\\ $(id) `id`\n!"u8.ToArray(), "text/plain; charset=utf-8" },
        { "unicode", Encoding.UTF8.GetBytes("grüße 😀"), null },
        { "binary", [0, 1, 2, 0xff, 10, 13], "application/octet-stream" },
        { "large", Encoding.UTF8.GetBytes(new string('x', 200_000)), "text/plain" },
        { "empty", [], "application/json" },
        { "none", null, null },
    };

    [Theory]
    [MemberData(nameof(Payloads), DisableDiscoveryEnumeration = true)]
    public async Task The_curl_command_sends_the_same_event(string type, byte[]? data, string? mediaType)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/curl"), "curl is not installed");
        await using var tab = await DisplayTab.OpenAsync(chromium);
        await tab.SendAsync(type, "1", data, mediaType, ("ce-subject", "a%20%22it's%22%20%25%20%C3%A9"), ("ce-source", "/s?a='b'"));
        await tab.Row(type).ClickAsync();
        await tab.Page.Keyboard.PressAsync("4");
        await Expect(tab.Detail.Locator(".command")).ToContainTextAsync("curl");
        await tab.Page.Keyboard.PressAsync("u");
        await Expect(tab.Page.Locator("#toast")).ToHaveTextAsync("Command copied");
        using var shell = Process.Start(new ProcessStartInfo("/bin/bash", "-s") { RedirectStandardInput = true })!;
        await shell.StandardInput.WriteAsync(await tab.ClipboardAsync());
        shell.StandardInput.Close();
        await shell.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, shell.ExitCode);

        var (first, second) = (tab.Received.First(), tab.Received.Last());
        Assert.Equal(2, tab.Received.Count);
        Assert.Equal(first with { Data = default, Extensions = [] }, second with { Data = default, Extensions = [] });
        Assert.Equal(first.Data.ToArray(), second.Data.ToArray());
        Assert.Equal("a \"it's\" % é", second.Subject);
    }

    [Fact]
    public async Task The_download_has_the_events_that_are_shown_as_JSON_lines_with_their_payloads_as_they_came()
    {
        await using var tab = await DisplayTab.OpenAsync(chromium);
        await tab.SendAsync("kept", "1", "{\n \"n\": 12345678901234567890,\n \"r\": 1.0 }");
        await tab.SendAsync("left", "2");
        await tab.SendAsync("kept", "3", [0xff, 0], "image/png", ("ce-subject", "x%E2%80%A8y"));
        await tab.SendAsync("kept", "4", "plain \"text\"\n"u8.ToArray(), "text/plain");
        await tab.SendAsync("kept", "5", "{\"broken"u8.ToArray(), "application/json");
        await tab.Page.Locator("#filter").FillAsync("kept");
        await Expect(tab.Page.Locator(".row")).ToHaveCountAsync(4);
        var download = await tab.Page.RunAndWaitForDownloadAsync(() => tab.Page.Locator("#download").ClickAsync());
        Assert.Matches(@"^events-\d{4}-\d\d-\d\dT\d{6}\.jsonl$", download.SuggestedFilename);
        var lines = await File.ReadAllLinesAsync(await download.PathAsync(), TestContext.Current.CancellationToken);
        Assert.Equal(4, lines.Length);
        Assert.Contains("\"data\":{  \"n\": 12345678901234567890,  \"r\": 1.0 }", lines[0], StringComparison.Ordinal);
        foreach (var (line, sent) in lines.Zip(tab.Received.Where(one => one.Type == "kept")))
        {
            Assert.Null(JsonEventFormat.Parse(Encoding.UTF8.GetBytes(line), isReply: false, out var read));
            Assert.Equal(sent with { Data = default, Extensions = [] }, read! with { Data = default, Extensions = [] });
            // Between the tokens of JSON a line break becomes a blank.
            Assert.Equal(Flat(sent.Data), Flat(read.Data));
        }
    }

    private static string Flat(ReadOnlyMemory<byte> data) => Encoding.Latin1.GetString(data.Span).Replace('\n', ' ');
}

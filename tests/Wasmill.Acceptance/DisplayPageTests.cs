using System.Text;

namespace Wasmill.Acceptance;

/// <summary>The page is in the program, however that was made. How it works in a browser is in Wasmill.Browser.Tests.</summary>
public sealed class DisplayPageTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_display_serves_its_page_and_its_events_and_writes_a_line_for_each()
    {
        await using var tool = Tool.Create();
        var address = $"127.0.0.1:{Ports.Free()}";
        await using var display = tool.StartInBackground(tool.Work, "display", "-o", "line", "--listen", address);
        await display.WaitForAsync("Displaying events");
        using var http = new HttpClient { BaseAddress = new Uri($"http://{address}/") };
        var page = await http.GetStringAsync("", Cancel);
        foreach (var file in (string[])["display.js", "display.css", "icon.svg"])
        {
            Assert.Contains($"\"{file}\"", page, StringComparison.Ordinal);
            Assert.NotEmpty(await http.GetStringAsync(file, Cancel));
        }

        using var content = new StringContent(
            """{"specversion":"1.0","id":"1","source":"/s","type":"t","data":{"n":12345678901234567890}}""",
            Encoding.UTF8,
            "application/cloudevents+json");
        using var response = await http.PostAsync("", content, Cancel);
        Assert.Equal(202, (int)response.StatusCode);
        Assert.Matches(
            @"\d\d:\d\d:\d\d\.\d\d\d t {25}/s {14}26 B \{""n"":1234567890123",
            await display.WaitForAsync("{\"n\":"));
        using var stream = new StreamReader(await http.GetStreamAsync("events", Cancel));
        var line = "";
        while (!line.StartsWith("data: ", StringComparison.Ordinal))
            line = (await stream.ReadLineAsync(Cancel))!;
        Assert.Contains("{\\\"n\\\":12345678901234567890}", line, StringComparison.Ordinal);
    }
}

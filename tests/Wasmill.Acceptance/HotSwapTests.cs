using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Wasmill.Acceptance;

public sealed class HotSwapTests
{
    private const int Rate = 50;
    // ./test --long asks for 50.
    private static readonly int Rebuilds = int.TryParse(Environment.GetEnvironmentVariable("WASMILL_REBUILDS"), out var asked) ? asked : 3;

    [Fact]
    public async Task A_rebuilt_function_takes_over_under_load_and_no_event_is_lost()
    {
        await using var tool = Tool.Create();
        var app = await tool.BuildAsync("wowow", Apps.Greeter);
        var shown = Ports.Free();
        await using var display = tool.StartInBackground(tool.Work, "display", "-o", "json", "--listen", $"127.0.0.1:{shown}");
        await display.WaitForAsync("Displaying events");
        await tool.SucceedAsync("create", "broker", "wasm");
        await tool.SucceedAsync("create", "target", "cloudevents", "--name", "cloudrun", "--endpoint", $"http://localhost:{shown}/");
        await tool.SucceedAsync("create", "target", "function", "--from", app);
        await tool.SucceedAsync("create", "trigger", "--eventTypes", "*.transformed", "--target", "cloudrun");
        await tool.SucceedAsync("create", "trigger", "--eventTypes", "io.wasm.event", "--target", "wowow");
        var before = await StatusAsync(tool);

        using var stop = new CancellationTokenSource();
        var load = SendAsync(before.GetProperty("url").GetString()!, stop.Token);
        await display.WaitForAsync("\"hello\": \"wasm\"");

        var source = Path.Combine(app, "app.py");
        for (var i = 1; i <= Rebuilds; i++)
        {
            await File.WriteAllTextAsync(
                source,
                Apps.Greeter.Replace("data[\"hello\"] = \"wasm\"", $"data[\"hello\"] = \"swapped {i}\"", StringComparison.Ordinal),
                TestContext.Current.CancellationToken);
            (await tool.RunInAsync(app, "build")).Succeeded();
            await display.WaitForAsync($"\"hello\": \"swapped {i}\"");
        }

        await stop.CancelAsync();
        var sent = await load;
        var text = await display.WaitForAsync(seen => Numbers(seen).Count == sent, $"all {sent} events");
        Assert.Equal(Enumerable.Range(0, sent), Numbers(text).Order());

        var after = await StatusAsync(tool);
        Assert.Equal(before.GetProperty("url").GetString(), after.GetProperty("url").GetString());
        Assert.All(
            after.GetProperty("triggers").EnumerateArray(), trigger => Assert.Equal(0, trigger.GetProperty("failedAttempts").GetInt64()));
        Assert.Contains("the function has changed", (await tool.SucceedAsync("logs", "wowow")).Out, StringComparison.Ordinal);
    }

    private static async Task<int> SendAsync(string url, CancellationToken stop)
    {
        using var client = new HttpClient();
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1) / Rate);
        var sent = 0;
        while (!stop.IsCancellationRequested)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, url);
            request.Headers.Add("ce-specversion", "1.0");
            request.Headers.Add("ce-id", sent.ToString(CultureInfo.InvariantCulture));
            request.Headers.Add("ce-type", "io.wasm.event");
            request.Headers.Add("ce-source", "load");
            request.Content = new StringContent($"{{\"n\":{sent}}}", Encoding.UTF8, "application/json");
            using var response = await client.SendAsync(request, CancellationToken.None);
            Assert.Equal(202, (int)response.StatusCode);
            sent++;
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }

        return sent;
    }

    private static List<int> Numbers(string text)
        => [.. text.Split('\n')
            .Where(line => line.StartsWith('{') && line.EndsWith('}'))
            .Select(line => JsonDocument.Parse(line).RootElement.GetProperty("data").GetProperty("n").GetInt32())
            .Distinct()];

    private static async Task<JsonElement> StatusAsync(Tool tool)
        => JsonDocument.Parse((await tool.SucceedAsync("describe", "-o", "json")).Out).RootElement;
}

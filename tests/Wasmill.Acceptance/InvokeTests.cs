using System.Text.Json;

namespace Wasmill.Acceptance;

public sealed class InvokeTests
{
    private const string Event =
        """{"specversion": "1.0", "id": "1", "source": "/test", "type": "io.wasm.event", "datacontenttype": "application/json", "data": {"hi": "world"}}""";

    private const string Cases = """
        import json
        from spin_http import Response
        def handle_request(request):
            print("called with", request.uri)
            if request.uri == "/plain": return Response(200, {"content-type": "application/json"}, '{"score": 1.50}')
            if request.uri == "/fail": raise ValueError("the reason")
            if request.uri == "/nothing": return Response(204, {}, "")
            headers = {"content-type": "application/json", "ce-specversion": "1.0", "ce-type": request.headers["ce-type"] + ".seen", "ce-source": "cases"}
            return Response(200, headers, request.body)
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_event_runs_without_a_broker_and_everything_about_the_run_is_shown()
    {
        await using var tool = Tool.Create();
        var app = await tool.BuildAsync("cases", Cases);
        var file = Path.Combine(tool.Work, "event.json");
        await File.WriteAllTextAsync(file, Event, Cancel);

        var shown = (await tool.RunInAsync(app, "invoke", "app.wasm", "--event", file)).Succeeded();
        Assert.Contains(
            "  type: io.wasm.event.seen\n  source: cases\n  id: (none; the broker makes one)\n", shown.Out, StringComparison.Ordinal);
        Assert.Contains("\"hi\": \"world\"", shown.Out, StringComparison.Ordinal);
        Assert.Contains("| called with /\n", shown.Error, StringComparison.Ordinal);
        Assert.Matches(@"app: \d+\.\d{3} ms, peak memory \d+\.\d MiB", shown.Error);

        var json = await JsonAsync(tool, app, 0, "--event", file);
        Assert.Equal(
            ("cases", true, 200),
            (json.GetProperty("component").GetString(), json.GetProperty("delivered").GetBoolean(), json.GetProperty("status").GetInt32()));
        var reply = Assert.Single(json.GetProperty("events").EnumerateArray());
        Assert.Equal(("io.wasm.event.seen", false), (reply.GetProperty("type").GetString(), reply.TryGetProperty("id", out _)));
        Assert.Equal("called with /", Assert.Single(json.GetProperty("log").EnumerateArray()).GetString());
        Assert.InRange(json.GetProperty("memoryBytes").GetInt64(), 1 << 20, 128 << 20);
        Assert.True(json.GetProperty("milliseconds").GetDouble() > 0);

        json = await JsonAsync(tool, app, 0, "--event", file, "--repeat", "20");
        Assert.Equal(20, json.GetProperty("runs").GetInt32());
        Assert.True(json.GetProperty("p99Milliseconds").GetDouble() >= json.GetProperty("milliseconds").GetDouble());
        Assert.Contains(
            "20 runs, fastest",
            (await tool.RunInAsync(app, "invoke", "--event", file, "--repeat", "20")).Succeeded().Error,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Plain_answers_failures_and_wrong_events_are_told_apart()
    {
        await using var tool = Tool.Create();
        var app = await tool.BuildAsync("cases", Cases);
        var file = Path.Combine(tool.Work, "event.json");
        await File.WriteAllTextAsync(file, Event, Cancel);

        Assert.Equal("{\"score\": 1.50}\n", (await tool.RunInAsync(app, "invoke", "--event", file, "--path", "/plain")).Succeeded().Out);
        Assert.Contains(
            "status 204, no event and no body",
            (await tool.RunInAsync(app, "invoke", "--event", file, "--path", "/nothing")).Succeeded().Error,
            StringComparison.Ordinal);
        var scored =
            (await tool.RunInAsync(app, "invoke", "--event", file, "--path", "/plain", "--reply-type", "order.scored")).Succeeded();
        Assert.Contains("  type: order.scored\n  source: /targets/cases\n", scored.Out, StringComparison.Ordinal);
        Assert.Equal(
            "{\"score\": 1.50}", (await JsonAsync(tool, app, 0, "--event", file, "--path", "/plain")).GetProperty("body").GetString());

        var failed = (await tool.RunInAsync(app, "invoke", "--event", file, "--path", "/fail")).Failed();
        Assert.Contains("| ValueError: the reason", failed.Error, StringComparison.Ordinal);
        Assert.Contains("Failed: 500 exception: ValueError: the reason", failed.Error, StringComparison.Ordinal);
        var json = await JsonAsync(tool, app, 1, "--event", file, "--path", "/fail");
        Assert.Equal((false, 500), (json.GetProperty("delivered").GetBoolean(), json.GetProperty("status").GetInt32()));

        Assert.Contains(
            "--variable x: the app declares no such variable",
            (await tool.RunInAsync(app, "invoke", "--event", file, "--variable", "x=1")).Failed().Error,
            StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, "{\"specversion\": \"1.0\"}", Cancel);
        Assert.Contains(
            "is not a valid event in the CloudEvents JSON format: the required attribute id is missing",
            (await tool.RunInAsync(app, "invoke", "--event", file)).Failed(2).Error,
            StringComparison.Ordinal);
        Assert.Contains(
            "cannot be read", (await tool.RunInAsync(app, "invoke", "--event", "gone.json")).Failed(2).Error, StringComparison.Ordinal);
    }

    private static async Task<JsonElement> JsonAsync(Tool tool, string app, int code, params string[] arguments)
    {
        var outcome = await tool.RunInAsync(app, ["invoke", "-o", "json", .. arguments]);
        Assert.True(outcome.ExitCode == code, outcome.ToString());
        return JsonDocument.Parse(outcome.Out).RootElement;
    }
}

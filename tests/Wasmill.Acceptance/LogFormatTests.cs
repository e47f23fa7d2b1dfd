using System.Text.Json;

namespace Wasmill.Acceptance;

/// <summary>A broker's log as JSON: chosen with the broker, kept over restarts, and changed with a start.</summary>
public sealed class LogFormatTests
{
    private const string Talking = """
        import json
        from spin_http import Response
        def handle_request(request):
            print("hello", json.loads(request.body)["name"])
            return Response(200, {}, "")
        """;

    [Fact]
    public async Task A_function_line_has_trigger_event_and_attempt_in_both_formats()
    {
        await using var tool = Tool.Create();
        var app = await tool.BuildAsync("talking", Talking);
        await tool.SucceedAsync("create", "broker", "b", "--log-format", "json");
        await tool.SucceedAsync("create", "target", "function", "--from", app);
        await tool.SucceedAsync("create", "trigger", "--name", "all", "--target", "talking");
        await tool.SucceedAsync("send-event", "--id", "one", "--wait", """{"name":"json"}""");

        var line = JsonDocument.Parse(Assert.Single(
            Lines(await tool.SucceedAsync("logs", "talking")), line => line.Contains("hello json", StringComparison.Ordinal))).RootElement;
        Assert.Equal(
            ("Information", 8001, "FunctionOutput"),
            (Text(line, "level"), line.GetProperty("eventId").GetInt32(), Text(line, "eventName")));
        Assert.Equal(("talking", "hello json"), (Text(line, "component"), Text(line, "message")));
        var fields = line.GetProperty("fields");
        Assert.Equal(("all", "one", 1), (Text(fields, "trigger"), Text(fields, "cloudEventId"), fields.GetProperty("attempt").GetInt32()));

        await tool.SucceedAsync("start", "--restart");
        Assert.All(Lines(await tool.SucceedAsync("logs")), each => Assert.StartsWith("{", each, StringComparison.Ordinal));

        await tool.SucceedAsync("start", "--restart", "--log-format", "text");
        await tool.SucceedAsync("send-event", "--id", "two", "--wait", """{"name":"text"}""");
        Assert.EndsWith(
            "Z talking [trigger=all cloudEventId=two attempt=1] | hello text",
            Lines(await tool.SucceedAsync("logs", "talking"))[^1],
            StringComparison.Ordinal);
        Assert.Contains(
            "add --restart to change its log format",
            (await tool.RunAsync("start", "--log-format", "json")).Failed().Error,
            StringComparison.Ordinal);
    }

    private static string[] Lines(Outcome outcome) => outcome.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}

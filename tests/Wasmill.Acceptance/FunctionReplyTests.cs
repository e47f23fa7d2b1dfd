namespace Wasmill.Acceptance;

public sealed class FunctionReplyTests
{
    private const string Scorer = """
        from spin_http import Response
        def handle_request(request):
            return Response(200, {"content-type": "application/json; charset=utf-8"}, '{"score":  1.50}')
        """;

    [Fact]
    public async Task A_plain_JSON_answer_goes_on_as_an_event_of_the_type_that_the_target_names()
    {
        await using var tool = Tool.Create();
        var app = await tool.BuildAsync("scorer", Scorer);
        var shown = Ports.Free();
        await using var display = tool.StartInBackground(tool.Work, "display", "-o", "json", "--listen", $"127.0.0.1:{shown}");
        await display.WaitForAsync("Displaying events");
        await tool.SucceedAsync("create", "broker", "b");
        await tool.SucceedAsync("create", "target", "cloudevents", "--name", "shown", "--endpoint", $"http://localhost:{shown}/");
        await tool.SucceedAsync("create", "target", "function", "--from", app, "--reply-type", "order.scored");
        await tool.SucceedAsync("create", "target", "function", "--from", app, "--name", "silent");
        await tool.SucceedAsync("create", "trigger", "--eventTypes", "order.scored", "--target", "shown");
        await tool.SucceedAsync("create", "trigger", "--eventTypes", "order.created", "--target", "scorer");
        await tool.SucceedAsync("create", "trigger", "--eventTypes", "order.ignored", "--target", "silent");

        await tool.SucceedAsync("send-event", "--eventType", "order.created", "--wait", "{}");
        var text = await display.WaitForAsync("order.scored");
        Assert.Contains(
            "\"source\":\"/targets/scorer\"", text.Replace("\": \"", "\":\"", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("application/json; charset=utf-8", text, StringComparison.Ordinal);
        Assert.Contains("{\"score\":  1.50}", text, StringComparison.Ordinal);
        // Without the settings the same answer is a delivered event and nothing else.
        var silent = (await tool.SucceedAsync("send-event", "--eventType", "order.ignored", "--wait", "{}")).Out;
        Assert.Contains("delivered", silent, StringComparison.Ordinal);
        Assert.DoesNotContain("replied", silent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_target_with_watch_builds_what_is_saved_in_the_brokers_own_process()
    {
        await using var tool = Tool.Create();
        var app = await tool.BuildAsync("wowow", Apps.Greeter);
        await tool.SucceedAsync("create", "broker", "b");
        await tool.SucceedAsync("create", "target", "function", "--from", app, "--watch");
        await tool.SucceedAsync("create", "trigger", "--eventTypes", "t", "--target", "wowow");
        Assert.Contains(
            "t.transformed", (await tool.SucceedAsync("send-event", "--eventType", "t", "--wait", "{}")).Out, StringComparison.Ordinal);

        await File.WriteAllTextAsync(
            Path.Combine(app, "app.py"),
            Apps.Greeter.Replace(".transformed", ".changed", StringComparison.Ordinal),
            TestContext.Current.CancellationToken);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!(await tool.SucceedAsync("send-event", "--eventType", "t", "--wait", "{}")).Out.Contains(
            "t.changed", StringComparison.Ordinal))
            limit.Token.ThrowIfCancellationRequested();

        await File.WriteAllTextAsync(Path.Combine(app, "app.py"), "def handle_request(", TestContext.Current.CancellationToken);
        while (!(await tool.SucceedAsync("logs", "wowow")).Out.Contains(
            "cannot be built; the previous version continues to run", StringComparison.Ordinal))
            limit.Token.ThrowIfCancellationRequested();
        Assert.Contains("SyntaxError", (await tool.SucceedAsync("logs", "wowow")).Out, StringComparison.Ordinal);
        Assert.Contains(
            "t.changed", (await tool.SucceedAsync("send-event", "--eventType", "t", "--wait", "{}")).Out, StringComparison.Ordinal);
    }
}

namespace Wasmill.Acceptance;

public sealed class FunctionFailureTests
{
    private const string Failing = """
        import json, sys
        from spin_http import Response
        def fail(kind):
            if kind == "exception": raise ValueError("the reason")
            if kind == "exit": sys.exit(3)
            if kind == "memory": x = [b"x" * (1 << 20) for _ in range(1000)]
            if kind == "flood":
                while True: print("x" * 4000)
            if kind == "loop":
                while True: pass
        def handle_request(request):
            fail(json.loads(request.body)["kind"])
            return Response(200, {}, "fine")
        """;

    [Fact]
    public async Task Each_failure_is_shown_to_who_waits_and_the_next_event_works()
    {
        await using var tool = Tool.Create();
        var app = await tool.BuildAsync("failing", Failing);
        await tool.SucceedAsync("create", "broker", "b");
        await tool.SucceedAsync("create", "target", "function", "--from", app);
        await tool.SucceedAsync("create", "trigger", "--eventTypes", "t", "--target", "failing");

        foreach (var (kind, reason, log) in ((string, string, string)[])[
            ("exception", "500 exception: ValueError: the reason", "| ValueError: the reason"),
            ("exit", "500 sys.exit: the function called sys.exit(3)", "| SystemExit: 3"),
            ("memory", "500 memory: the function asked for more memory than its limit allows (MemoryError)", "| MemoryError"),
            ("flood", "500 output flood: the function wrote more than 1048576 bytes to its output", "| xxxx")])
        {
            // Retrying is final for nobody here: the wait ends with its time.
            var outcome =
                (await tool.RunAsync("send-event", "--eventType", "t", "--wait", "--timeout", "1", $"{{\"kind\":\"{kind}\"}}")).Failed();
            Assert.Contains(reason, outcome.Out, StringComparison.Ordinal);
            Assert.Contains(log, outcome.Out, StringComparison.Ordinal);
            await tool.SucceedAsync("send-event", "--eventType", "t", "--wait", """{"kind":"none"}""");
        }

        Assert.Contains("File \"app.py\", line 4, in fail", (await tool.SucceedAsync("logs", "failing")).Out, StringComparison.Ordinal);
        var described = await tool.SucceedAsync("describe");
        // The failed events are being tried again: at any moment each either waits for its time or is under way.
        Assert.Matches(@"failing: .*\d events? (waiting for another attempt|not delivered yet)", described.Out);
        Assert.Contains("  last error: 500 ", described.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Up_answers_with_the_status_and_the_reason_and_goes_on()
    {
        await using var tool = Tool.Create();
        var app = await tool.BuildAsync("failing", Failing);
        var port = Ports.Free();
        await using var up = tool.StartInBackground(app, "up", "--listen", $"127.0.0.1:{port}");
        await up.WaitForAsync("Available Routes:");
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}/") };
        foreach (var (kind, status, reason) in ((string, int, string)[])[
            ("exception", 500, "exception: ValueError: the reason"),
            ("exit", 500, "sys.exit: the function called sys.exit(3)"),
            ("memory", 500, "memory: the function asked for more memory than its limit allows (MemoryError)"),
            ("flood", 500, "output flood: the function wrote more than 1048576 bytes to its output"),
            ("loop", 504, "deadline: the function did not respond within 10 s"),
            ("none", 200, "fine")])
        {
            using var response = await client.PostAsync(
                "", new StringContent($"{{\"kind\":\"{kind}\"}}"), TestContext.Current.CancellationToken);
            Assert.Equal(
                (status, reason),
                ((int)response.StatusCode, (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).TrimEnd()));
        }

        var log = await File.ReadAllTextAsync(
            Path.Combine(app, ".spin", "logs", "failing_stderr.txt"), TestContext.Current.CancellationToken);
        Assert.Contains("ValueError: the reason", log, StringComparison.Ordinal);
        Assert.Contains("deadline: the function did not respond within 10 s", log, StringComparison.Ordinal);
        Assert.Equal(0, await up.InterruptAsync());
    }
}

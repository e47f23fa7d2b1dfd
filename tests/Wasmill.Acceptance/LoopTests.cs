namespace Wasmill.Acceptance;

public sealed class LoopTests
{
    private const string Echo = """
        from spin_http import Response
        def handle_request(request):
            headers = {"content-type": "application/json", "ce-specversion": "1.0", "ce-type": request.headers["ce-type"], "ce-source": "echo"}
            return Response(200, headers, request.body)
        """;

    [Fact]
    public async Task A_function_that_answers_with_the_event_itself_is_shown_as_a_loop_by_send_event_and_by_trace()
    {
        await using var tool = Tool.Create();
        var app = await tool.BuildAsync("echo", Echo);
        await tool.SucceedAsync("create", "broker", "b");
        await tool.SucceedAsync("create", "target", "function", "--from", app);
        await tool.SucceedAsync("create", "trigger", "--eventTypes", "t", "--target", "echo");

        var sent = (await tool.RunAsync("send-event", "--eventType", "t", "--id", "first", "--wait", "{}")).Failed(1);
        AssertShowsTheLoop(sent);
        AssertShowsTheLoop(await tool.SucceedAsync("trace", "first"));
    }

    private static void AssertShowsTheLoop(Outcome outcome)
    {
        Assert.Equal(16, outcome.Out.Split("replied with event ").Length - 1);
        Assert.Contains("loop: stopped after 16 replies", outcome.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("bug", outcome.Out + outcome.Error, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotMatch(@"(?m)^Error:\s*$", outcome.Error);
    }
}

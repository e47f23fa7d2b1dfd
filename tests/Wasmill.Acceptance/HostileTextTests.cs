using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace Wasmill.Acceptance;

/// <summary>Text from outside that would act on a terminal: every command that prints some shows it instead.</summary>
public sealed class HostileTextTests
{
    private const string Hostile = "\u001b]0;x\u0007\u001b[2J\u009b2J\u202e";

    private const string Shouting = """
        import sys
        from spin_http import Response
        HOSTILE = "\x1b]0;x\x07\x1b[2J\u009b2J\u202e"
        def handle_request(request):
            print("printed " + HOSTILE)
            print("logged " + HOSTILE, file=sys.stderr)
            raise ValueError("raised " + HOSTILE)
        """;

    [Fact]
    public async Task What_a_function_prints_and_raises_is_shown_by_every_command()
    {
        await using var tool = Tool.Create();
        var app = await tool.BuildAsync("shouting", Shouting);
        await tool.SucceedAsync("create", "broker", "b");
        await tool.SucceedAsync("create", "target", "function", "--from", app);
        await tool.SucceedAsync("create", "trigger", "--eventTypes", "t", "--target", "shouting");

        AssertShown(await tool.RunAsync("send-event", "--eventType", "t", "--id", "first", "--wait", "--timeout", "1", "{}"), "raised ");
        AssertShown(await tool.RunAsync("trace", "first"), "raised ");
        AssertShown(await tool.RunAsync("logs", "shouting"), "logged ");
        AssertShown(await tool.RunAsync("describe"), "raised ");

        var file = Path.Combine(tool.Work, "event.json");
        await File.WriteAllTextAsync(
            file, """{"specversion":"1.0","id":"1","source":"s","type":"t","data":{}}""", TestContext.Current.CancellationToken);
        AssertShown(await tool.RunInAsync(app, "invoke", "--event", file), "logged ");

        var port = Ports.Free();
        await using var up = tool.StartInBackground(app, "up", "--listen", $"127.0.0.1:{port}");
        await up.WaitForAsync("Available Routes:");
        using var client = new HttpClient();
        using var response = await client.PostAsync(
            $"http://127.0.0.1:{port}/", new StringContent("{}"), TestContext.Current.CancellationToken);
        AssertShown("up", await up.WaitForAsync("raised "), "raised ");
    }

    [Fact]
    public async Task What_a_target_answers_and_what_an_event_holds_is_shown_by_every_command()
    {
        await using var tool = Tool.Create();
        await using var target = await StartRefusingAsync();
        await tool.SucceedAsync("create", "broker", "b");
        await tool.SucceedAsync("create", "target", "cloudevents", "--name", "sink", "--endpoint", target.Urls.First());
        await tool.SucceedAsync("create", "trigger", "--name", "all", "--target", "sink");

        AssertShown(await tool.RunAsync("send-event", "--eventType", "t", "--id", "first", "--wait", $"\"{Hostile}\""), "refused it ");
        AssertShown(await tool.RunAsync("trace", "first"), "refused it ");
        AssertShown(await tool.RunAsync("deadletters", "list"), "first");
        AssertShown(await tool.RunAsync("deadletters", "show", "1"), "first");
        AssertShown(await tool.RunAsync("describe"), "sink");
        AssertShown(await tool.RunAsync("logs", "sink"), "");
        AssertShown(await tool.RunAsync("watch", "--last", "5", "--no-follow"), "first");
        foreach (var option in (string[])["--eventType", "--id", "--source", "--subject"])
            AssertShown(await tool.RunAsync("send-event", "--eventType", "t", option, "v" + Hostile, "{}"), "");
    }

    [Fact]
    public async Task Names_and_values_in_errors_are_shown()
    {
        await using var tool = Tool.Create();
        AssertShown(await tool.RunAsync("run", "-f", $"none {Hostile}.yaml"), "none ");
        var flow = Path.Combine(tool.Work, "flow.yaml");
        foreach (var text in (string[])[
            $"unknown{Hostile}: 1\n",
            "\"unknown\\e]0;x\\a\\e[2J\\u009b2J\\u202e\": 1\n",
            "targets:\n  - name: \"n\\e[2J\\u202e\"\n    url: \"http://\\e[2J\\u009b\"\n",
        ])
        {
            await File.WriteAllTextAsync(flow, text, TestContext.Current.CancellationToken);
            AssertShown((await tool.RunAsync("run", "-f", flow)).Failed(), "flow.yaml");
        }

        AssertShown((await tool.RunAsync("command" + Hostile)).Failed(2), "command");
        AssertShown((await tool.RunAsync("create", "broker", "b" + Hostile)), "b");
    }

    private static void AssertShown(Outcome outcome, string part)
        => AssertShown(outcome.ToString().Split('\n', 2)[0], outcome.Out + outcome.Error, part);

    private static void AssertShown(string command, string text, string part)
    {
        Assert.Contains(part, text, StringComparison.Ordinal);
        foreach (var character in Hostile.Where(character => char.IsControl(character) || character == '\u202e'))
            Assert.False(text.Contains(character), $"{command}: U+{(int)character:X4} is passed on:\n{text}");
    }

    private static async Task<WebApplication> StartRefusingAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var application = builder.Build();
        application.Run(context =>
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            return context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes("refused it " + Hostile)).AsTask();
        });
        await application.StartAsync();
        return application;
    }
}

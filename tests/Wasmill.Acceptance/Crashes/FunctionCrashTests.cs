using System.Diagnostics;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Wasmill.Acceptance.Crashes;

/// <summary>A function whose call ends the broker's process, at the same event again and again.</summary>
public sealed class FunctionCrashTests
{
    private const string Manifest = """
        spin_manifest_version = 2
        [application]
        name = "asker"
        [[trigger.http]]
        route = "/..."
        component = "asker"
        [component.asker]
        source = "capabilities.wasm"
        allowed_outbound_hosts = ["http://127.0.0.1:*"]
        """;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_event_that_kills_the_broker_twice_is_a_dead_letter_and_its_neighbors_are_delivered()
    {
        await using var tool = Tool.Create();
        var calls = Channel.CreateUnbounded<string>();
        var (isKilling, kills) = (true, 0);
        await using var server = await ServeAsync(path =>
        {
            calls.Writer.TryWrite(path);
            // The call that asks is in flight, and stays so.
            if (path == "/kill" && isKilling && kills < 2)
            {
                kills++;
                Kill(tool);
            }
        });
        File.Copy(Path.Combine(Repository.Root, "tests", "guests", "capabilities.wasm"), Path.Combine(tool.Work, "capabilities.wasm"));
        await File.WriteAllTextAsync(Path.Combine(tool.Work, "spin.toml"), Manifest, Cancel);
        await tool.SucceedAsync("create", "broker", "crash");
        await tool.SucceedAsync("create", "target", "function", "--name", "asker", "--from", tool.Work);
        await tool.SucceedAsync("create", "trigger", "--name", "calls", "--target", "asker");

        // One end alone gives nothing up: the event comes again, and ends the process again.
        await tool.RunAsync("send-event", "--eventType", "t", $"GET {server.Urls.First()}/before");
        await UntilAsync(calls, "/before");
        await tool.RunAsync("send-event", "--eventType", "t", $"GET {server.Urls.First()}/kill");
        await UntilAsync(calls, "/kill");
        await StartAsync(tool);
        await UntilAsync(calls, "/kill");
        await StartAsync(tool);
        await tool.SucceedAsync("send-event", "--eventType", "t", $"GET {server.Urls.First()}/after");
        await UntilAsync(calls, "/after");

        Assert.Equal(2, kills);
        var letters = JsonDocument.Parse((await tool.SucceedAsync("deadletters", "list", "-o", "json")).Out).RootElement;
        var letter = Assert.Single(letters.EnumerateArray());
        Assert.Equal("crash", letter.GetProperty("reason").GetString(), ignoreCase: true);
        Assert.Contains("given up: crash: the process ended twice in a row", (await tool.SucceedAsync("logs")).Out, StringComparison.Ordinal);

        // Sent again by somebody who has mended the function, it is delivered.
        isKilling = false;
        await tool.SucceedAsync("deadletters", "replay", "--all");
        await UntilAsync(calls, "/kill");
    }

    private static async Task UntilAsync(Channel<string> calls, string path)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        while (await calls.Reader.ReadAsync(limit.Token) != path)
        {
        }
    }

    private static void Kill(Tool tool)
    {
        using var process = Process.GetProcessById(ProcessId(tool));
        process.Kill();
    }

    // The one that was killed may take a moment to give its folder back.
    private static async Task StartAsync(Tool tool)
    {
        Outcome outcome;
        do
            outcome = await tool.RunAsync("start", "crash");
        while (outcome.ExitCode != 0 && (outcome.Out + outcome.Error).Contains("served by another process", StringComparison.Ordinal));
        outcome.Succeeded();
    }

    private static int ProcessId(Tool tool)
    {
        var file = Assert.Single(Directory.GetFiles(tool.Home, "process.json", SearchOption.AllDirectories));
        return JsonDocument.Parse(File.ReadAllText(file)).RootElement.GetProperty("processId").GetInt32();
    }

    private static async Task<WebApplication> ServeAsync(Action<string> called)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = builder.Build();
        server.Run(context =>
        {
            called(context.Request.Path);
            return Task.CompletedTask;
        });
        await server.StartAsync(Cancel);
        return server;
    }
}

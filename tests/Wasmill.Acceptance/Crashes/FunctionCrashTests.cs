using System.Diagnostics;
using System.Text.Json;

namespace Wasmill.Acceptance.Crashes;

/// <summary>A function whose call ends the broker's process, at the same event again and again.</summary>
public sealed class FunctionCrashTests
{
    private static readonly TestApp Asker = TestApp.Of("asker", "capabilities", """allowed_outbound_hosts = ["http://127.0.0.1:*"]""");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_event_that_kills_the_broker_twice_is_a_dead_letter_and_its_neighbors_are_delivered()
    {
        await using var tool = Tool.Create();
        await using var server = await CalledServer.StartAsync();
        using var ends = new SemaphoreSlim(0);
        var first = new TaskCompletionSource();
        var killed = 0;
        server.BeforeAnswer = async (path, count) =>
        {
            // The neighbor is in flight as well when the process ends for the first time.
            if (path == "/beside" && count == 1)
                await first.Task;
            if (path != "/kill" || count > 2)
                return;
            if (count == 1)
            {
                await SendAsync(tool, "beside", $"{server.Address}/beside");
                await server.WaitForAsync("/beside", 1);
            }

            // The call that asks is in flight, and stays so.
            killed = await KillAsync(tool, killed);
            first.TrySetResult();
            ends.Release();
        };
        Asker.WriteTo(tool.Work);
        await tool.SucceedAsync("create", "broker", "crash");
        await tool.SucceedAsync("create", "target", "function", "--name", "asker", "--from", tool.Work);
        await tool.SucceedAsync("create", "trigger", "--name", "calls", "--target", "asker");

        // One end alone gives nothing up: the event comes again, and ends the process again.
        await SendAsync(tool, "before", $"{server.Address}/before");
        await server.WaitForAsync("/before", 1);
        // The broker may end before it has answered.
        await tool.RunAsync("send-event", "--eventType", "t", "--id", "deadly", $"GET {server.Address}/kill");
        await WaitForAsync(ends);
        Assert.Equal(1, server.Count("/kill"));
        // The call may end it again before the command has seen it serve.
        await tool.RunAsync("start", "crash");
        await WaitForAsync(ends);
        Assert.Equal(2, server.Count("/kill"));
        await tool.SucceedAsync("start", "crash");
        await SendAsync(tool, "after", $"{server.Address}/after");
        await server.WaitForAsync("/after", 1);
        await server.WaitForAsync("/beside", 2);
        await tool.WaitForRestAsync();

        Assert.Equal(2, server.Count("/kill"));
        var letters = JsonDocument.Parse((await tool.SucceedAsync("deadletters", "list", "-o", "json")).Out).RootElement;
        var letter = Assert.Single(letters.EnumerateArray());
        Assert.Equal("crash", letter.GetProperty("reason").GetString());
        Assert.Equal("deadly", letter.GetProperty("id").GetString());
        Assert.Contains(
            "given up: crash: the process ended twice in a row", (await tool.SucceedAsync("logs")).Out, StringComparison.Ordinal);

        // Sent again by somebody who has mended the function, it is delivered.
        await tool.SucceedAsync("deadletters", "replay", "--all");
        await server.WaitForAsync("/kill", 3);
        await tool.WaitForRestAsync();
        Assert.Equal("No dead letters\n", (await tool.SucceedAsync("deadletters", "list")).Out);
    }

    private static async Task SendAsync(Tool tool, string id, string url)
        => await tool.SucceedAsync("send-event", "--eventType", "t", "--id", id, $"GET {url}");

    private static async Task WaitForAsync(SemaphoreSlim ends)
        => Assert.True(await ends.WaitAsync(TimeSpan.FromSeconds(60), Cancel), "the broker was not killed");

    // A broker calls functions before its file says that it serves: until then the file names the process that was killed before.
    private static async Task<int> KillAsync(Tool tool, int before)
    {
        int? id;
        while ((id = ProcessId(tool)) is null || id == before)
            await Task.Delay(2, Cancel);
        using var process = Process.GetProcessById(id.Value);
        process.Kill();
        await process.WaitForExitAsync(Cancel);
        return id.Value;
    }

    private static int? ProcessId(Tool tool)
        => Directory.GetFiles(tool.Home, "process.json", SearchOption.AllDirectories) is [var file]
            ? JsonDocument.Parse(File.ReadAllText(file)).RootElement.GetProperty("processId").GetInt32()
            : null;
}

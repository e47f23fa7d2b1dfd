using System.Diagnostics;
using System.Text.Json;

namespace Wasmill.Acceptance.Crashes;

/// <summary>Kills a broker under load again and again, and looks at what came of every event that it had acknowledged.</summary>
internal static class CrashRun
{
    /// <summary>
    /// (1) A broker with a trigger for everything, and one for some events to a target that fails now and then and replies; (2) load;
    /// (3) at random moments the broker is killed and started again, and on a disk that forgets the power is cut in between; (4) the load
    /// ends, and everything is delivered; (5) what was promised is compared with what came.
    /// </summary>
    public static async Task<CrashReport> RunAsync(int kills, int seed, string durability, ForgetfulDisk? disk = null)
    {
        var random = new Random(seed);
        await using var tool = Tool.Create(disk?.Folder);
        await using var sink = await CrashSink.StartAsync(Path.Combine(tool.Folder, "received"));

        // 1
        await tool.SucceedAsync("create", "broker", "crash", "--durability", durability);
        await tool.SucceedAsync("create", "target", "cloudevents", "--name", "all", "--endpoint", $"{sink.Address}/all");
        await tool.SucceedAsync("create", "target", "cloudevents", "--name", "some", "--endpoint", $"{sink.Address}/some");
        await tool.SucceedAsync("create", "trigger", "--name", "everything", "--target", "all");
        await tool.SucceedAsync("create", "trigger", "--name", "some", "--eventTypes", "some", "--target", "some");
        var process = await ProcessAsync(tool);

        // 2
        await using var load = new CrashLoad(process.Url, Path.Combine(tool.Folder, "acknowledged"));
        var (inFlight, recovery) = (0, TimeSpan.Zero);

        // 3
        for (var kill = 0; kill < kills; kill++)
        {
            await Task.Delay(random.Next(50, 800));
            // What a command called done is done, also after the power was cut.
            var trigger = $"made-before-kill-{kill}";
            if (disk is not null)
                await tool.SucceedAsync("create", "trigger", "--name", trigger, "--eventTypes", "never", "--target", "all");
            if (load.InFlight > 0)
                inFlight++;
            using (var victim = Process.GetProcessById(process.Id))
                victim.Kill();
            await WaitForUnlockAsync(Path.Combine(tool.Home, "crash", "process.lock"));
            disk?.CutPower(kill);

            var started = Stopwatch.GetTimestamp();
            await tool.SucceedAsync("start");
            recovery = TimeSpan.FromTicks(Math.Max(recovery.Ticks, Stopwatch.GetElapsedTime(started).Ticks));
            process = await ProcessAsync(tool);
            if (disk is not null)
                Assert.Contains(trigger, (await tool.SucceedAsync("describe", "-o", "json")).Out, StringComparison.Ordinal);
        }

        // 4
        await load.StopAsync();
        await tool.WaitForRestAsync();

        // 5
        var log = await File.ReadAllTextAsync(Path.Combine(tool.Home, "crash", "logs", "broker.log"));
        var lost = load.Acknowledged.Where(one =>
            !sink.Received.ContainsKey(("/all", one.Key)) || one.Value == "some" && !sink.Received.ContainsKey(("/some", one.Key)));
        var lostReplies = sink.Replies.Keys.Where(id => !sink.Received.ContainsKey(("/all", id)));
        return new CrashReport(
            kills, inFlight, log.Split("that a crash cut off").Length - 1, load.Acknowledged.Count,
            [.. lost.Select(one => one.Key), .. lostReplies], [.. sink.Corrupt], sink.Received.Values.Sum(count => count - 1),
            load.Unexpected, recovery, load.LongestWait);
    }

    // The process is nobody's child here, whose end could be awaited; its lock ends with it.
    private static async Task WaitForUnlockAsync(string path)
    {
        while (true)
        {
            try
            {
                await using var taken = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
                return;
            }
            catch (IOException)
            {
                await Task.Delay(2);
            }
        }
    }

    private static async Task<(int Id, string Url)> ProcessAsync(Tool tool)
    {
        using var process = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(tool.Home, "crash", "process.json")));
        return (process.RootElement.GetProperty("processId").GetInt32(), process.RootElement.GetProperty("url").GetString()!);
    }
}

using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Wasmill.Acceptance.Packaging;

/// <summary>A backup of a broker that runs has every event that was acknowledged before, and starts.</summary>
public sealed class BackupTests
{
    // Small segments, so that some come and go while the backup is made.
    private const int SegmentBytes = 64 << 10;
    private const int Batches = 40;
    private const int BatchEvents = 25;
    private const int Backups = 5;

    [Fact]
    public async Task A_backup_under_load_is_whole()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the script uses GNU's tools");
        await using var tool = Tool.Create();
        await using var sink = await FlakySink.StartAsync();
        await tool.SucceedAsync("create", "broker", "b");
        await tool.SucceedAsync("stop");
        await ChangeAsync(tool.Home, settings => settings["engine"]!["segmentBytes"] = SegmentBytes);
        await tool.SucceedAsync("start");
        await tool.SucceedAsync("create", "target", "cloudevents", "--name", "sink", "--endpoint", sink.Address);
        await tool.SucceedAsync("create", "trigger", "--target", "sink");

        var address = await AddressAsync(tool);
        using var stop = new CancellationTokenSource();
        var acknowledged = 0;
        var load = Task.Run(async () =>
        {
            for (var batch = 0; batch < Batches || !stop.IsCancellationRequested; batch++)
            {
                await PostAsync(address, batch);
                Interlocked.Add(ref acknowledged, BatchEvents);
            }
        }, TestContext.Current.CancellationToken);
        var segments = 0;
        for (var i = 0; i < Backups; i++)
        {
            var archive = Path.Combine(tool.Folder, string.Create(CultureInfo.InvariantCulture, $"b{i}.tar.gz"));
            var before = Volatile.Read(ref acknowledged);
            await Script.RunAsync("sh", Script.Of("backup.sh"), Path.Combine(tool.Home, "b"), archive);

            var home = Path.Combine(tool.Folder, string.Create(CultureInfo.InvariantCulture, $"home{i}"));
            Directory.CreateDirectory(home);
            await Script.RunAsync("tar", "xzf", archive, "-C", home);
            await using var restored = Tool.Create(home);
            var verified = (await restored.SucceedAsync("log", "verify", "b")).Out;
            Assert.DoesNotContain("damage:", verified, StringComparison.OrdinalIgnoreCase);
            var events = (await restored.SucceedAsync("log", "dump", "b")).Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;
            Assert.True(events >= before, $"{events} of {before} events");
            // Beside the broker that still runs.
            await ChangeAsync(home, settings => settings["listen"] = $"127.0.0.1:{Ports.Free()}");
            await restored.SucceedAsync("start", "b");
            Assert.DoesNotContain("error:", (await restored.SucceedAsync("logs", "b")).Out, StringComparison.Ordinal);
            await restored.SucceedAsync("stop", "b");
            segments = Math.Max(segments, Directory.GetFiles(Path.Combine(home, "b", "log"), "events-*").Length);
        }

        await stop.CancelAsync();
        await load;
        Assert.True(segments > 3, $"{segments} segments");
        Assert.Empty(Directory.GetDirectories(tool.Home, ".backup-*"));
    }

    [Fact]
    public async Task What_is_not_a_broker_and_an_archive_that_exists_are_refused()
    {
        using var folder = new TemporaryFolder();
        var (code, output) = await Script.TryAsync("sh", Script.Of("backup.sh"), folder.FullName, folder.Path("a.tar.gz"));
        Assert.Equal(1, code);
        Assert.Contains("is not the folder of a broker", output, StringComparison.Ordinal);
        folder.Write("broker.json", "{}");
        (code, output) = await Script.TryAsync("sh", Script.Of("backup.sh"), folder.FullName, folder.Write("a.tar.gz", "kept"));
        Assert.Equal(1, code);
        Assert.Contains("exists already", output, StringComparison.Ordinal);
    }

    private static async Task ChangeAsync(string home, Action<JsonNode> change)
    {
        var file = Path.Combine(home, "b", "broker.json");
        var settings = JsonNode.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken))!;
        change(settings);
        await File.WriteAllTextAsync(file, settings.ToJsonString(), TestContext.Current.CancellationToken);
    }

    private static async Task<Uri> AddressAsync(Tool tool)
    {
        using var brokers = JsonDocument.Parse((await tool.SucceedAsync("brokers", "-o", "json")).Out);
        return new Uri(brokers.RootElement[0].GetProperty("url").GetString()!);
    }

    private static async Task PostAsync(Uri address, int batch)
    {
        using var http = new HttpClient();
        var events = Enumerable.Range(0, BatchEvents).Select(index => string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"specversion":"1.0","id":"{{batch}}-{{index}}","type":"t","source":"s","data":"{{new string('x', 500)}}"}"""));
        using var content = new StringContent($"[{string.Join(',', events)}]");
        content.Headers.ContentType = new("application/cloudevents-batch+json");
        using var response = await http.PostAsync(address, content);
        response.EnsureSuccessStatusCode();
    }
}

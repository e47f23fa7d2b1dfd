using System.Text.Json;
using Wasmill.Broker.Log;
using Wasmill.Client.Home;
using Wasmill.Tests.Rig;

namespace Wasmill.Tests.Commands.Events;

public sealed class LogCommandTests
{
    [Fact]
    public async Task A_whole_log_is_verified_counted_and_printed()
    {
        await using var rig = new CommandRig();
        var folder = await FillAsync(rig);
        var verified = (await rig.RunAsync("log", "verify")).Succeeded();
        Assert.Contains("2 events, 0 dead letters in ", verified.Out, StringComparison.Ordinal);
        Assert.EndsWith(": no damage\n", verified.Out, StringComparison.Ordinal);
        var row = (await rig.RunAsync("log", "verify", "--folder", folder.LogFolder, "-o", "json")).Succeeded().Json();
        Assert.Equal((false, 2), (row.GetProperty("isDamaged").GetBoolean(), row.GetProperty("events").GetInt64()));
        var stat = (await rig.RunAsync("log", "stat", "b")).Succeeded().Out;
        Assert.Contains("Segment", stat, StringComparison.Ordinal);
        Assert.Contains("all", stat, StringComparison.Ordinal);
        var lines = (await rig.RunAsync("log", "dump")).Succeeded().Out.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(
            ["e1", "e2"], lines.Select(line => JsonDocument.Parse(line).RootElement.GetProperty("event").GetProperty("id").GetString()));
    }

    [Fact]
    public async Task A_damaged_log_is_told_with_its_place_and_ends_with_1()
    {
        await using var rig = new CommandRig();
        var folder = await FillAsync(rig);
        var segment = Directory.EnumerateFiles(folder.LogFolder)
            .Order(StringComparer.Ordinal)
            .Last(path => new FileInfo(path).Length > 0 && Path.GetExtension(path) == ".seg");
        var bytes = File.ReadAllBytes(segment);
        bytes[bytes.AsSpan().IndexOf("e1"u8)] ^= 0xff;
        File.WriteAllBytes(segment, bytes);
        var outcome = (await rig.RunAsync("log", "verify")).EndedWith(1);
        Assert.Contains(Path.GetFileName(segment), outcome.Out, StringComparison.Ordinal);
        Assert.Contains("damaged place", outcome.Out, StringComparison.Ordinal);
        Assert.True((await rig.RunAsync("log", "verify", "-o", "json")).EndedWith(1).Json().GetProperty("isDamaged").GetBoolean());
    }

    [Fact]
    public async Task A_broker_without_a_log_is_told()
    {
        await using var rig = new CommandRig();
        rig.MakeBroker();
        foreach (var action in (string[])["verify", "stat", "dump"])
            (await rig.RunAsync("log", action)).Failed(1, "does not exist");
        (await rig.RunAsync("log")).Failed(2, "verify");
    }

    private static async Task<BrokerFolder> FillAsync(CommandRig rig)
    {
        await using var sink = await FlakySink.StartAsync();
        var broker = await rig.StartBrokerAsync(engine: LogEngineProvider.EngineName);
        await broker.DeliverToAsync(sink.Address, TestContext.Current.CancellationToken);
        foreach (var id in (string[])["e1", "e2"])
            (await rig.RunAsync("send-event", "--wait", "--id", id, "{}")).Succeeded();
        await broker.StopAsync();
        return broker.Folder;
    }
}

using System.Text.Json;
using Wasmill.Tests.Rig;

namespace Wasmill.Tests.Commands.Events;

public sealed class WatchCommandTests
{
    [Fact]
    public async Task The_last_events_are_shown_and_new_ones_as_they_come()
    {
        await using var rig = new CommandRig();
        await rig.StartBrokerAsync();
        await SendAsync(rig, "e1");
        await SendAsync(rig, "e2");
        await using var watch = rig.Start("watch", "--last", "1");
        await watch.WaitForAsync("  id: e2\n");
        await SendAsync(rig, "e3");
        var seen = await watch.WaitForAsync("  id: e3\n");
        Assert.DoesNotContain("e1", seen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_following_it_ends_and_json_is_a_document_a_line()
    {
        await using var rig = new CommandRig();
        await rig.StartBrokerAsync();
        await SendAsync(rig, "e1");
        await SendAsync(rig, "e2", "other.type");
        var outcome = (await rig.RunAsync("watch", "--last", "9", "--no-follow", "-e", "order.*", "-o", "json")).Succeeded();
        using var line = JsonDocument.Parse(Assert.Single(outcome.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries)));
        Assert.Equal("e1", line.RootElement.GetProperty("event").GetProperty("id").GetString());
        Assert.Equal("", outcome.Error);
    }

    [Fact]
    public async Task A_broker_that_stops_ends_the_watch_with_1()
    {
        await using var rig = new CommandRig();
        var broker = await rig.StartBrokerAsync();
        await using var watch = rig.Start("watch", "--last", "1");
        // Once it shows an event it is connected.
        await SendAsync(rig, "e1");
        await watch.WaitForAsync("  id: e1\n");
        await broker.StopAsync();
        (await watch.EndAsync()).Failed(1, "\"b\" has stopped");
    }

    [Fact]
    public async Task A_stopped_broker_is_named()
    {
        await using var rig = new CommandRig();
        rig.MakeBroker();
        (await rig.RunAsync("watch")).Failed(1, "\"b\" is stopped");
    }

    private static async Task SendAsync(CommandRig rig, string id, string type = "order.created")
        => (await rig.RunAsync("send-event", "--wait", "--id", id, "--eventType", type, "{}")).Succeeded();
}

using Wasmill.Broker.Log;
using Wasmill.Tests.Rig;

namespace Wasmill.Tests.Commands.Events;

public sealed class StoppedBrokerTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_past_of_a_broker_is_read_while_it_is_stopped_and_it_starts_again()
    {
        await using var rig = new CommandRig();
        await using var sink = await FlakySink.StartAsync();
        var broker = await rig.StartBrokerAsync(engine: LogEngineProvider.EngineName);
        await broker.DeliverToAsync(sink.Address, Cancel);
        (await rig.RunAsync("send-event", "--wait", "--id", "good", "{}")).Succeeded();
        sink.Status = 400;
        (await rig.RunAsync("send-event", "--wait", "--id", "bad", "{}")).EndedWith(1);
        await broker.StopAsync();

        var list = (await rig.RunAsync("deadletters", "list")).Succeeded();
        Assert.Matches("1 +\\S+ +all +\\S+ +bad +refused\n", list.Out);
        Assert.StartsWith("The broker \"b\" is stopped; its log is read\n", list.Error, StringComparison.Ordinal);
        Assert.Matches("trigger +all -> sink\n", (await rig.RunAsync("deadletters", "show", "1")).Succeeded().Out);
        (await rig.RunAsync("deadletters", "show", "7")).Failed(1, "the dead letter 7 does not exist");
        (await rig.RunAsync("deadletters", "list", "--reason", "bored")).Failed(1, "\"bored\" is not a valid reason");
        Assert.Contains("all -> sink: delivered", (await rig.RunAsync("trace", "good")).Succeeded().Out, StringComparison.Ordinal);
        Assert.Equal(
            2, (await rig.RunAsync("watch", "--no-follow", "--last", "5", "-o", "json")).Succeeded().Out.TrimEnd().Split('\n').Length);

        await broker.RestartAsync();
        sink.Status = 202;
        Assert.Equal("1 dead letter redelivered\n", (await rig.RunAsync("deadletters", "replay", "1")).Succeeded().Out);
        await sink.WaitForAsync("bad", 2);
    }

    [Fact]
    public async Task What_needs_a_running_broker_names_the_way_to_start_it()
    {
        await using var rig = new CommandRig();
        rig.MakeBroker(engine: LogEngineProvider.EngineName);
        foreach (var words in (string[])["watch", "deadletters replay 1", "deadletters purge --all", "retry"])
            (await rig.RunAsync(words.Split(' '))).Failed(1, "the broker \"b\" is stopped; start it with \"wasmill start b\"");
        Assert.Equal("No dead letters\n", (await rig.RunAsync("deadletters", "list")).Succeeded().Out);
    }

    [Fact]
    public async Task A_broker_that_keeps_its_events_in_memory_has_none_while_it_is_stopped()
    {
        await using var rig = new CommandRig();
        rig.MakeBroker();
        (await rig.RunAsync("trace", "e1")).Failed(1, "the broker \"b\" is stopped and keeps its events in memory only");
    }
}

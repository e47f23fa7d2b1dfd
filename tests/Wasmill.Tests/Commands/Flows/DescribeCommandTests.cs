using Wasmill.Tests.Rig;

namespace Wasmill.Tests.Commands.Flows;

public sealed class DescribeCommandTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_broker_that_runs_is_shown_with_its_triggers_and_targets()
    {
        await using var rig = new CommandRig();
        var broker = await rig.StartBrokerAsync();
        await broker.DeliverToAsync("http://127.0.0.1:9/", Cancel);
        var text = (await rig.RunAsync("describe")).Succeeded().Out;
        Assert.Matches("Broker +Status\nb +online\\(http://localhost:\\d+\\)\n", text);
        Assert.Matches("Trigger +Target +Filter\nall +sink +", text);
        Assert.Matches("Target +Kind +Expected Events +Status\nsink +", text);
    }

    [Fact]
    public async Task A_stopped_broker_is_offline_and_json_says_the_same()
    {
        await using var rig = new CommandRig();
        rig.MakeBroker();
        Assert.Matches("b +offline\n", (await rig.RunAsync("describe", "b")).Succeeded().Out);
        var status = (await rig.RunAsync("describe", "-o", "json")).Succeeded().Json();
        Assert.Equal("b", status.GetProperty("broker").GetString());
        Assert.Empty(status.GetProperty("triggers").EnumerateArray());
    }

    [Fact]
    public async Task What_goes_wrong_is_shown_below_the_tables()
    {
        await using var rig = new CommandRig();
        await using var sink = await FlakySink.StartAsync();
        sink.Status = 400;
        await (await rig.StartBrokerAsync()).DeliverToAsync(sink.Address, Cancel);
        (await rig.RunAsync("send-event", "--wait", "{}")).EndedWith(1);
        var text = (await rig.RunAsync("describe")).Succeeded().Out;
        Assert.Contains("all -> sink: ", text, StringComparison.Ordinal);
        Assert.Contains("1 event given up", text, StringComparison.Ordinal);
        Assert.Contains("  last error: ", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Times_are_counted_from_the_commands_clock()
    {
        await using var rig = new CommandRig();
        await using var sink = await FlakySink.StartAsync();
        sink.Status = 503;
        await (await rig.StartBrokerAsync()).DeliverToAsync(sink.Address, Cancel);
        (await rig.RunAsync("send-event", "--id", "e1", "{}")).Succeeded();
        await sink.WaitForAsync("e1", 1);
        rig.Clock.Now = DateTimeOffset.UtcNow.AddHours(1);
        Assert.Matches("the oldest is 36\\d\\d s old", (await rig.RunAsync("describe")).Succeeded().Out);
    }

    [Fact]
    public async Task An_unknown_broker_and_a_flow_that_is_wrong_are_told()
    {
        await using var rig = new CommandRig();
        (await rig.RunAsync("describe")).Failed(1, "wasmill create broker");
        var folder = rig.MakeBroker();
        (await rig.RunAsync("describe", "c")).Failed(1, "\"c\"");
        File.WriteAllText(folder.FlowPath, "kind: Nonsense");
        (await rig.RunAsync("describe")).Failed(1, "Nonsense");
    }
}

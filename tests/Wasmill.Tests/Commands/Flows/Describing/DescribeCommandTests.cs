using Wasmill.Tests.Rig;

namespace Wasmill.Tests.Commands.Flows.Describing;

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
        Assert.Contains("1 undeliverable event", text, StringComparison.Ordinal);
        Assert.Matches("  last error: .*400.*\n    \\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ, event \\S+\n", text);
    }

    [Fact]
    public async Task On_a_terminal_of_80_columns_no_line_is_longer_and_targets_have_their_endpoint()
    {
        await using var rig = new CommandRig { Width = 80 };
        var broker = await rig.StartBrokerAsync();
        await broker.DeliverToAsync("http://127.0.0.1:9/" + new string('p', 100), Cancel);
        var text = (await rig.RunAsync("describe")).Succeeded().Out;
        Assert.Matches("Target +Kind +Endpoint +Status\nsink +cloudeventstarget +http://127.0.0.1:9/p+… +offline\n", text);
        Assert.All(text.Split('\n'), line => Assert.InRange(line.Length, 0, 80));
    }

    [Fact]
    public async Task A_component_is_shown_in_full()
    {
        await using var rig = new CommandRig { Width = 80 };
        var broker = await rig.StartBrokerAsync();
        var address = "http://127.0.0.1:9/" + new string('p', 100);
        await broker.DeliverToAsync(address, Cancel);
        var target = (await rig.RunAsync("describe", "sink")).Succeeded().Out;
        Assert.StartsWith(
            "Target           sink\nBroker           b\nKind             cloudeventstarget\n", target, StringComparison.Ordinal);
        Assert.Contains($"Endpoint         {address}\n", target, StringComparison.Ordinal);
        Assert.Contains("Trigger          all, filter *\n", target, StringComparison.Ordinal);
        var trigger = (await rig.RunAsync("describe", "all")).Succeeded().Out;
        Assert.StartsWith(
            $"Trigger          all\nBroker           b\nTarget           sink ({address})\nFilter           *\n",
            trigger,
            StringComparison.Ordinal);
        Assert.Equal("all", (await rig.RunAsync("describe", "all", "-o", "json")).Succeeded().Json().GetProperty("name").GetString());
        (await rig.RunAsync("describe", "sunk")).Failed(
            1, "\"sunk\" is neither a broker nor a component of the broker \"b\"; did you mean \"sink\"?");
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
